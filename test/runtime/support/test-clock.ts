import type { Now } from '../../../src/model/now.ts';

/** Clocks that move when a test says so. */
export class TestClock {
  wallMs = Date.UTC(2030, 0, 1);
  bootId = 'boot-1';
  monotonicMs = 5_000_000;

  readonly read = (): Now => ({ wallMs: this.wallMs, bootId: this.bootId, monotonicMs: this.monotonicMs });

  /** Lets time pass on both clocks. */
  pass(ms: number): void {
    this.wallMs += ms;
    this.monotonicMs += ms;
  }

  /** Sets the wall clock as a person or NTP does: the other clock does not notice. */
  jump(ms: number): void {
    this.wallMs += ms;
  }

  reboot(): void {
    this.bootId = `${this.bootId}+`;
    this.monotonicMs = 1_000;
  }
}
