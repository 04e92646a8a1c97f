import { systemCodeOf } from './system-error.ts';

/** Whether a process of that number is there: its own user's or another's, of this container. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCodeOf(error) !== 'ESRCH';
  }
}
