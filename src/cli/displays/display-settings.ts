import type { ConfigGetResult } from '../../operations/config/get.ts';
import type { ConfigListResult } from '../../operations/config/list.ts';
import type { ConfigSetResult } from '../../operations/config/set.ts';
import { joinLines, type Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

/** The value alone, for a script to take. */
export function displaySetting(data: ConfigGetResult, ui: Ui): Rendered {
  return ui.raw(String(data.value));
}

export function displaySetSetting(data: ConfigSetResult, ui: Ui): Rendered {
  const { key, value, previous } = data;
  const before = previous.origin === 'default' ? `${String(previous.value)}, the default` : previous.value;
  return data.changed
    ? ui.t`${ui.bold(key)} is ${String(value)} (it was ${String(before)}).`
    : ui.t`${ui.bold(key)} is ${String(value)} already; nothing was changed.`;
}

/** `key = value` lines; the file's own values stand out, and with `showOrigin` say so. */
export function displaySettings(
  data: ConfigListResult,
  ui: Ui,
  { showOrigin }: { showOrigin: boolean },
): Rendered {
  const rows = data.settings.map(({ key, value, origin }) => ({ key, value: String(value), origin }));
  if (!showOrigin) {
    return joinLines(rows.map(({ key, value }) => ui.t`${key} = ${value}`));
  }
  return ui.table(
    [
      { header: 'SETTING', value: (row) => row.key },
      { header: 'VALUE', value: (row) => (row.origin === 'default' ? row.value : ui.bold(row.value)) },
      { header: 'FROM', value: (row) => (row.origin === 'default' ? ui.dim('default') : row.origin) },
    ],
    rows,
  );
}
