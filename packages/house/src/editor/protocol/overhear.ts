import type { DataCallback, Message, MessageReader, MessageWriter } from 'vscode-languageserver-protocol/node';

/** The same reader, but somebody hears what is read, before anybody else does. Who fails at it keeps no message from anybody. */
export const overheardReader = (reader: MessageReader, hear: DataCallback): MessageReader => ({
  onError: reader.onError,
  onClose: reader.onClose,
  onPartialMessage: reader.onPartialMessage,
  listen: (callback) =>
    reader.listen((message) => {
      try {
        hear(message);
      } finally {
        callback(message);
      }
    }),
  dispose: () => reader.dispose(),
});

/** The same writer, but somebody hears what is written. */
export const overheardWriter = (writer: MessageWriter, hear: (message: Message) => void): MessageWriter => ({
  onError: writer.onError,
  onClose: writer.onClose,
  write: (message) => {
    hear(message);
    return writer.write(message);
  },
  end: () => writer.end(),
  dispose: () => writer.dispose(),
});
