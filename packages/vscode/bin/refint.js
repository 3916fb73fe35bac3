// The refint that comes with the extension: it serves the editor, and does nothing else.
import { lsp } from '../dist/server.js';

const code = await lsp(process.argv.includes('--stdio'));
process.exit(typeof code === 'number' ? code : 2);
