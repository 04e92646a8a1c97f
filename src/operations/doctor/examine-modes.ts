import path from 'node:path';
import { LodestarError } from '../../errors.ts';
import { findModeFaults, mendMode, type ModeFault } from '../../runtime/file-modes.ts';
import { PRIVATE_MODES } from '../../runtime/modes.ts';
import type { Place } from '../place.ts';
import type { FindingCode } from './catalogue.ts';
import { examined, found, notExamined, type Examined, type Found, type Mend } from './finding.ts';

const CODES: Readonly<Record<ModeFault['kind'], FindingCode>> = {
  wide: 'MODES_WRONG',
  narrow: 'MODES_NARROW',
  open: 'FOLDER_OPEN',
};

function octal(mode: number): string {
  return mode.toString(8);
}

function mendOf(faults: readonly ModeFault[]): Mend | undefined {
  if (!faults.some(({ isOwn }) => isOwn)) {
    return undefined;
  }
  return async () => {
    for (const fault of faults.filter(({ isOwn }) => isOwn)) {
      try {
        mendMode(fault);
      } catch (cause) {
        const details = { path: fault.path };
        throw new LodestarError('RUNTIME_IO', `the mode of ${fault.path} cannot be set`, { details, cause });
      }
    }
    return Promise.resolve();
  };
}

function foundOfKind(kind: ModeFault['kind'], all: readonly ModeFault[]): Found[] {
  const faults = all.filter((fault) => fault.kind === kind);
  const [first] = faults;
  if (first === undefined) {
    return [];
  }
  const others = faults.length === 1 ? '' : ` (and ${faults.length - 1} more)`;
  const what = `${first.path} has the mode ${octal(first.mode)}; ${octal(first.wanted)} is meant${others}`;
  return [found(CODES[kind], what, { mend: mendOf(faults) })];
}

/** Who can read and write the files of the runtime, and who is meant to; `isOurs` is false of another program's file. */
export function examineModes(place: Place, { isOurs }: { readonly isOurs: boolean }): Examined {
  const { runtime, workspace } = place;
  if (!isOurs) {
    return notExamined('permissions', 'the file is of another program');
  }
  const faults = findModeFaults({
    path: runtime.path,
    localDirs: [runtime.localDir, ...(workspace === undefined ? [] : [workspace.localDir])],
    modes: runtime.sharedModes ?? PRIVATE_MODES,
  });
  const kinds = ['wide', 'narrow', 'open'] as const;
  return examined(
    'permissions',
    kinds.flatMap((kind) => foundOfKind(kind, faults)),
    `as is meant for ${path.dirname(runtime.path)}`,
  );
}
