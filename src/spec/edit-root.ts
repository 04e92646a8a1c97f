import { contentEnd, parseTree, readMap, type MapNode } from './cst-tree.ts';
import { editMap, type ChooseAnchor, type KeyChange } from './edit-map.ts';
import { joinLines } from './edit-scalar.ts';
import { printEntry, type Literals, type PrintStyle } from './print-node.ts';
import { styleOfTask, type FileStyle } from './print-style.ts';
import type { Splice } from './splice.ts';

/** A text whose last line has its line break, and what new lines in it look like. */
export interface EditableText {
  readonly text: string;
  readonly eol: '\n' | '\r\n';
  readonly fileStyle: FileStyle;
  readonly literals: Literals;
}

export function readRootMap(text: string): MapNode | undefined {
  return readMap(parseTree(text)?.value);
}

/** How values below the root look. */
export function rootStyle({ text, fileStyle, literals }: EditableText): PrintStyle {
  return styleOfTask(text, fileStyle, { step: fileStyle.step, literals });
}

function byOrder(order: readonly string[]): ChooseAnchor {
  return (key, entries) => {
    const rank = order.indexOf(key);
    return entries.findLast((entry) => order.indexOf(entry.key) < rank);
  };
}

/**
 * Changes one key of the root, also of a text that has no keys yet: of an empty one, of `{}`, of comments alone. `order`
 * names the keys in the order in which they are written. `undefined` where the root is no mapping.
 */
export function editRootKey(
  site: EditableText,
  change: KeyChange,
  order: readonly string[],
): Splice[] | undefined {
  const { text, eol } = site;
  const style = rootStyle(site);
  const root = readRootMap(text);
  if (root !== undefined && root.entries.length > 0) {
    return editMap(root, [change], { text, eol, style, depth: 'surgical', chooseAnchor: byOrder(order) });
  }
  const printed = joinLines(printEntry(change.key, change.after ?? null, { style, indent: 0 }), eol);
  if (root !== undefined) {
    const end = contentEnd(root.token);
    return [{ start: root.token.offset, end, text: printed.slice(0, -eol.length) }];
  }
  if (parseTree(text)?.value !== undefined) {
    return undefined;
  }
  const end = /^\.\.\.(?:\s|$)/mu.exec(text)?.index ?? text.length;
  return [{ start: end, end, text: printed }];
}
