import type { Answer } from './answer.ts';
import { explainExitCodes } from './exit-codes.ts';

/** What `help NAME` tells that is of no single command. */
const PAGES: Readonly<Record<string, () => Answer>> = {
  'exit-codes': explainExitCodes,
};

export const HELP_PAGES: readonly string[] = Object.keys(PAGES);

export function findHelpPage(name: string | undefined): (() => Answer) | undefined {
  return name !== undefined && Object.hasOwn(PAGES, name) ? PAGES[name] : undefined;
}
