import type { ConfigGetResult } from '../../operations/config/get.ts';
import type { ConfigListResult } from '../../operations/config/list.ts';
import type { ConfigSetResult } from '../../operations/config/set.ts';
import { joinLines, type Rendered, type Text } from '../ui/text.ts';
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

type Shown = ConfigListResult['settings'][number];

function originText(setting: Shown, ui: Ui): Text {
  switch (setting.origin) {
    case 'default':
      return ui.dim('default');
    case 'environment':
      return ui.t`environment, ${setting.variable}`;
    case 'user':
    case 'config.yaml':
      return ui.t`${setting.origin}`;
  }
}

/** `key = value` lines; with `showOrigin` each says where it comes from, and what is not the default stands out. */
export function displaySettings(
  data: ConfigListResult,
  ui: Ui,
  { showOrigin }: { showOrigin: boolean },
): Rendered {
  if (!showOrigin) {
    return joinLines(data.settings.map(({ key, value }) => ui.t`${key} = ${String(value)}`));
  }
  const valueOf = ({ value, origin }: Shown): Text =>
    origin === 'default' ? ui.t`${String(value)}` : ui.bold(String(value));
  return [
    ui.table<Shown>(
      [
        { header: 'SETTING', value: (row) => row.key, importance: 9, min: 20 },
        { header: 'VALUE', value: valueOf, importance: 7 },
        { header: 'FROM', value: (row) => originText(row, ui), importance: 8, min: 11 },
      ],
      data.settings,
    ),
    '',
    ui.pairs([
      ['config.yaml', data.file],
      ['user', data.user_file],
    ]),
  ];
}
