/** Milliseconds of processor time that this process has used: unlike the clock, it does not count what others use. */
export function cpuTimeMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
