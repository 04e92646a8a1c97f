import type { State, Status } from '../../model/status.ts';
import { styled, text, type Style, type Text } from '../ui/text.ts';

/** What one can act on stands out, what is over steps back. */
const STYLES: Readonly<Record<State | Status, Style | undefined>> = {
  claimable: 'green',
  ready: 'green',
  claimed: 'cyan',
  done: 'yellow',
  held: 'red',
  blocked: 'red',
  waiting: undefined,
  draft: 'dim',
  todo: 'dim',
  verified: 'dim',
  cancelled: 'dim',
  deleted: 'dim',
};

/** A state or status in its colour. */
export function stateText(state: State | Status): Text {
  const style = STYLES[state];
  return style === undefined ? text(state) : styled(style, state);
}
