import { boolean } from '@oclif/core/flags';

const WAYS = ['check', 'remove', 'print'] as const;
type Way = (typeof WAYS)[number];
type WayFlag = ReturnType<typeof boolean<boolean>>;

/** What a command that sets something up may do in place of writing it; at most one of them. */
export function setupFlags(descriptions: Readonly<Record<'remove' | 'print', string>>): Record<Way, WayFlag> {
  const way = (own: Way, description: string): WayFlag =>
    boolean({ description, exclusive: WAYS.filter((each) => each !== own) });
  return {
    check: way('check', 'Say whether it is there and up to date, and fail if not.'),
    remove: way('remove', descriptions.remove),
    print: way('print', descriptions.print),
  };
}

export function setupAction(flags: Readonly<Record<Way, boolean>>): Way | 'write' {
  return WAYS.find((way) => flags[way]) ?? 'write';
}
