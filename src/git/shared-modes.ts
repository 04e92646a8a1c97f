import path from 'node:path';
import { readGitFile, type Repository } from './repository.ts';

/** Modes for folders and files that are made beside a repository. */
export interface SharedModes {
  readonly dir: number;
  readonly file: number;
}

const PRIVATE_MODES: SharedModes = { dir: 0o700, file: 0o600 };

/** Group-readable files keep their group by the folder's set-group-id bit, as Git does it. */
const GROUP_MODES: SharedModes = { dir: 0o2770, file: 0o660 };
const ALL_MODES: SharedModes = { dir: 0o2775, file: 0o664 };

const SECTION = /^[ \t]*\[[ \t]*([A-Za-z0-9.-]+)(?:[ \t]+"(?:[^"\\]|\\.)*")?[ \t]*\]/u;
const CORE_SECTION = /^[ \t]*\[[ \t]*core[ \t]*\]/iu;
const SETTING = /^[ \t]*sharedrepository[ \t]*(?:=[ \t]*"?([^"#;\s]*)|$|[#;])/iu;
const OCTAL = /^0[0-7]{3}$/u;

/** The last `sharedRepository` of the `[core]` sections; a name without value means true. `include` is not followed. */
function readSetting(config: string): string | undefined {
  let inCore = false;
  let value: string | undefined;
  for (const line of config.split(/\r?\n/u)) {
    const section = SECTION.exec(line)?.[0];
    inCore = section === undefined ? inCore : CORE_SECTION.test(line);
    const setting = inCore ? SETTING.exec(line.slice(section?.length ?? 0)) : null;
    if (setting !== null) {
      value = setting[1] ?? 'true';
    }
  }
  return value?.toLowerCase();
}

/** An octal value sets the mode of files; a folder can be entered by whom its files can be read. */
function octalModes(text: string): SharedModes {
  const file = 0o600 | (Number.parseInt(text, 8) & 0o666);
  const enter = (file & 0o444) >> 2;
  const setGroupId = (file & 0o060) === 0 ? 0 : 0o2000;
  return { dir: setGroupId | file | enter, file };
}

/** What `core.sharedRepository` of the repository asks for (git-config(1)); private to the user where it asks for nothing. */
export function sharedModes(repository: Repository): SharedModes {
  const setting = readSetting(readGitFile(path.join(repository.commonDir, 'config')) ?? '') ?? 'umask';
  switch (setting) {
    case 'group':
    case 'true':
    case 'yes':
    case 'on':
    case '1':
      return GROUP_MODES;
    case 'all':
    case 'world':
    case 'everybody':
    case '2':
      return ALL_MODES;
    default:
      return OCTAL.test(setting) ? octalModes(setting) : PRIVATE_MODES;
  }
}
