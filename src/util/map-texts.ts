/** The value with every text in it changed, however deep it lies; keys of objects stay. */
export async function mapTexts(value: unknown, change: (text: string) => Promise<string>): Promise<unknown> {
  if (typeof value === 'string') {
    return await change(value);
  }
  if (Array.isArray(value)) {
    return await Promise.all(value.map(async (each) => await mapTexts(each, change)));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).map(
    async ([key, each]) => [key, await mapTexts(each, change)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}
