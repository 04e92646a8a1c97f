import { readManifest } from './manifest.ts';

/** Every command of this version as it is typed, with what it does, by id. */
export function registeredCommands(): { id: string; summary: string }[] {
  return Object.values(readManifest().commands)
    .map(({ id, summary }) => ({ id: id.replaceAll(':', ' '), summary: summary ?? '' }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
