import { mergeItems, type DiffItems } from './merge-items.ts';
import { soleSide, type Merged, type Sides } from './merge-sides.ts';
import { isSameValue } from './same-value.ts';

/** What merging needs and no pure function here can do: both know how to compare sequences. */
export interface MergeTools {
  readonly diffItems: DiffItems;
  /** Merges texts by lines; `undefined` where both sides changed the same lines, or lines beside each other. */
  readonly mergeText: (texts: Sides<string>) => string | undefined;
}

/** A value that is not taken apart: both sides may not change it, each its own way. */
export function mergeScalar<T>(sides: Sides<T>): Merged<T> {
  const side = soleSide(sides, isSameValue);
  return side === undefined
    ? { value: sides.ours, isConflict: true }
    : { value: sides[side], isConflict: false };
}

type JsonMap = Readonly<Record<string, unknown>>;

function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function mergeMaps(sides: Sides<JsonMap>, tools: MergeTools): Merged<JsonMap> {
  const keys = new Set([sides.base, sides.ours, sides.theirs].flatMap((map) => Object.keys(map)));
  const entries: [string, unknown][] = [];
  let isConflict = false;
  for (const key of keys) {
    const valueOf = (map: JsonMap): unknown => (Object.hasOwn(map, key) ? map[key] : undefined);
    const merged = mergeJson(
      { base: valueOf(sides.base), ours: valueOf(sides.ours), theirs: valueOf(sides.theirs) },
      tools,
    );
    isConflict ||= merged.isConflict;
    if (merged.value !== undefined) {
      entries.push([key, merged.value]);
    }
  }
  // Unlike an assignment, `fromEntries` makes `__proto__` a key like any other.
  return { value: Object.fromEntries(entries), isConflict };
}

function mergeLists(sides: Sides<readonly unknown[]>, tools: MergeTools): Merged<readonly unknown[]> {
  const texts = (list: readonly unknown[]): string[] => list.map((item) => JSON.stringify(item));
  const merged = mergeItems(
    { base: texts(sides.base), ours: texts(sides.ours), theirs: texts(sides.theirs) },
    tools.diffItems,
  );
  return { ...merged, value: merged.value.map((text) => JSON.parse(text) as unknown) };
}

/** JSON values: mappings by key, lists by item, anything else whole. `undefined` stands for a key that is not there. */
export function mergeJson(sides: Sides<unknown>, tools: MergeTools): Merged<unknown> {
  const side = soleSide(sides, isSameValue);
  if (side !== undefined) {
    return { value: sides[side], isConflict: false };
  }
  const { base, ours, theirs } = sides;
  if (isMap(ours) && isMap(theirs)) {
    return mergeMaps({ base: isMap(base) ? base : {}, ours, theirs }, tools);
  }
  if (isList(ours) && isList(theirs)) {
    return mergeLists({ base: isList(base) ? base : [], ours, theirs }, tools);
  }
  return { value: ours, isConflict: true };
}
