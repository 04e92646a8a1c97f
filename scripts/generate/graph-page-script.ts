import { createHash } from 'node:crypto';
import { buildPageScript, GRAPH_PAGE } from '../build/page-script.ts';

/** The script of the page of `task graph --format html`, as text: the page is one file, and nothing builds when it is made. */
export async function graphPageScript(): Promise<string> {
  const script = await buildPageScript(GRAPH_PAGE);
  if (script.includes('</script')) {
    throw new Error('the script of the page would end its own element');
  }
  const hash = createHash('sha256').update(script).digest('base64');
  return [
    '/** Of src/page/graph-page.ts and @panzoom/panzoom (MIT, Timmy Willison), by `npm run generate`. */',
    `export const GRAPH_PAGE_SCRIPT = ${JSON.stringify(script)};`,
    '',
    '/** As a Content-Security-Policy names it. */',
    `export const GRAPH_PAGE_SCRIPT_HASH = 'sha256-${hash}';`,
    '',
  ].join('\n');
}
