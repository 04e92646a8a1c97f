/** A pair can be cut in two. */
const HALF_OF_PAIR = /\p{Cs}/gu;

/** The text, or where it is longer than `max` characters its beginning and its end, with the number of those between. */
export function clip(text: string, max: number): string {
  if (text.length <= max) {
    return text;
  }
  const [head, tail] = [Math.ceil((max * 3) / 4), Math.floor(max / 4)];
  const [start, end] = [text.slice(0, head), text.slice(-tail)].map((part) => part.replace(HALF_OF_PAIR, ''));
  return `${start ?? ''} […${text.length - head - tail} characters…] ${end ?? ''}`;
}

/** A JSON value with each of its texts clipped. */
export function clipTexts(value: unknown, max: number): unknown {
  if (typeof value === 'string') {
    return clip(value, max);
  }
  if (Array.isArray(value)) {
    return value.map((each) => clipTexts(each, max));
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, clipTexts(each, max)]))
    : value;
}
