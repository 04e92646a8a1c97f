import { hostname } from 'node:os';
import { isAbsolute, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Links, LinkTarget } from './text.ts';

/** Only what a browser opens: what a spec of strangers names must start no program. */
const SCHEMES: readonly string[] = ['https:', 'http:'];

function webUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && SCHEMES.includes(url.protocol) ? url.href : undefined;
}

/** By the terminal's own host name, so that one that shows another machine does not open a file of its own. */
function fileUrl(root: string | undefined, file: string): string | undefined {
  const path = normalize(file);
  if (root === undefined || isAbsolute(path) || path.startsWith('..')) {
    return undefined;
  }
  const url = pathToFileURL(join(root, path));
  return `file://${hostname()}${url.pathname}`;
}

/** The escaped URL of a target; `undefined` where it leads out of the workspace or to what is no page. */
export function urlOf(target: LinkTarget, root: string | undefined): string | undefined {
  return 'url' in target ? webUrl(target.url) : fileUrl(root, target.file);
}

/** OSC 8: https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda. */
function draw(url: string, shown: string): string {
  return `\u001b]8;;${url}\u001b\\${shown}\u001b]8;;\u001b\\`;
}

/** Links for a terminal that has them; without a workspace's folder files lead nowhere. */
export function linksFrom(root: string | undefined): Links {
  return {
    draw: (target, shown) => {
      const url = urlOf(target, root);
      return url === undefined ? shown : draw(url, shown);
    },
  };
}
