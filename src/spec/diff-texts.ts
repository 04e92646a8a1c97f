import { structuredPatch } from 'diff';

/** The lines that differ, as `diff -u` prints them, without the names of files. */
export function diffTexts(before: string, after: string): string {
  const { hunks } = structuredPatch('', '', `${before}\n`, `${after}\n`, '', '', { context: 3 });
  return hunks
    .flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
      `@@ -${String(oldStart)},${String(oldLines)} +${String(newStart)},${String(newLines)} @@`,
      ...lines,
    ])
    .join('\n');
}
