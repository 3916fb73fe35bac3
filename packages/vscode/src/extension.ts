import { commands, type ExtensionContext, extensions, workspace } from 'vscode';
import { type About, writeBaselineEntry } from './baseline.ts';
import { ImpactPages } from './impact.ts';
import { Session } from './session.ts';

/** Settings that a server is started with; what is traced is asked for while it runs. */
const atStart = ['refint.enable', 'refint.repeatPrisma', 'refint.server'];

let session: Session | undefined;

/** Starts the language server, once VS Code has found a reason to. */
export async function activate(context: ExtensionContext): Promise<void> {
  const running = new Session(context);
  session = running;
  const pages = new ImpactPages(running);
  context.subscriptions.push(
    running.output,
    pages,
    commands.registerCommand('refint.showImpact', (about?: Parameters<ImpactPages['show']>[0]) => pages.show(about)),
    commands.registerCommand('refint.writeBaselineEntry', (about?: About) => writeBaselineEntry(running, about)),
    commands.registerCommand('refint.restart', () => running.restart()),
    commands.registerCommand('refint.showOutput', () => running.output.show()),
    workspace.onDidGrantWorkspaceTrust(() => running.restart()),
    workspace.onDidChangeConfiguration((change) => {
      if (atStart.some((setting) => change.affectsConfiguration(setting))) void running.restart();
    }),
    // Prisma's extension may come or go.
    extensions.onDidChange(() => running.restartIfBesidesChanged()),
  );
  await commands.executeCommand('setContext', 'refint.isActive', true);
  await running.restart();
}

/** Resolves once the server has ended. */
export async function deactivate(): Promise<void> {
  await session?.stop();
  session = undefined;
}
