import type { EventType, LodestarEvent } from '../../model/event.ts';

export type EventOf<Type extends EventType> = Extract<LodestarEvent, { type: Type }>;
