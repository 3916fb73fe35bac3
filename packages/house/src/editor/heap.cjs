// Loaded into a server before anything else: tells its parent how much memory it needs, without what nobody needs any more.
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
process.on('message', () => {
  collect();
  collect();
  process.send(process.memoryUsage().heapUsed);
});
// A server ends when it is told to, whether or not somebody could still ask.
process.channel.unref();
