import { joinLines, type Text } from '../ui/text.ts';

/** Parts with an empty line between them; what is missing or empty is left out. */
export function paragraphs(parts: readonly (Text | undefined)[]): Text {
  const shown = parts.filter((part) => part !== undefined && part.plain !== '');
  return joinLines(shown.flatMap((part, index) => (index === 0 ? [part] : ['', part])));
}
