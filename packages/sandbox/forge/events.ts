/** Product and life cycle events on their way to the triggers that listen (Forge: triggers, product events). */
import type { ProductEvent } from '../world/types';
import type { Core } from './core';
import type { Launch } from './engine';
import { type Filters, readFilters } from './expression/filter';
import type { EventFilter, TriggerModule } from './manifest';
import { asRetry, type RetryContext } from './retries';
import type { Outcome } from './world-told';

export type EventDelivery = {
  readonly trigger: string;
  readonly event: ProductEvent;
  /** Times it came back because the app asked for it, or the platform failed. */
  readonly retries: number;
  readonly retryContext?: RetryContext;
};
export type Events = { fire(event: ProductEvent): void; deliver(delivery: EventDelivery): void };

const MAX_RETRIES = 4;
/** Documented: up to 3 minutes. */
const LATE = [120_000, 180_000] as const;

export function createEvents(core: Core, launch: (launch: Launch) => void): Events {
  const triggers = core.manifest.modules.trigger ?? [];
  const filters = readFilters(triggers);
  return {
    fire(event) {
      for (const trigger of triggers)
        if (listens(core, { trigger, event, filters })) send(core, trigger.key, event);
    },
    deliver: (delivery) => deliver(core, delivery, launch),
  };
}

function listens(
  core: Core,
  about: { readonly trigger: TriggerModule; readonly event: ProductEvent; readonly filters: Filters },
): boolean {
  const { trigger, event } = about;
  const declared = trigger.events.find(
    (candidate) => (typeof candidate === 'string' ? candidate : candidate.eventType) === event.type,
  );
  if (declared === undefined) return false;
  const own: readonly (EventFilter | undefined)[] = [
    trigger.filter,
    typeof declared === 'string' ? undefined : declared.filter,
  ];
  const ignoresSelf = event.type.startsWith('avi:jira:') && own.some((filter) => filter?.ignoreSelf);
  if (ignoresSelf && event.accountId === core.ids.appAccountId) return false;
  const said = about.filters.judge(own, eventOf(core, { trigger: trigger.key, event, retries: 0 }));
  if (said.is !== 'failed') return said.is === 'received';
  // Documented events are what an expression is written for: one that fails on them is a fault of the app.
  core.log.addViolation({
    rule: 'filter-expression',
    message: `${trigger.key} on ${event.type}: ${said.why}`,
  });
  if (said.logged) tellInLogs(core, trigger.function, said.why);
  return said.received;
}

/** Forge tells a failed filter in the app's logs; no invocation stands behind the line. */
function tellInLogs(core: Core, functionKey: string, why: string): void {
  const text = `event filter: ${why}`;
  core.log.line({ at: core.clock.now(), invocation: '-', functionKey, level: 'error', text });
}

function send(core: Core, trigger: string, event: ProductEvent): void {
  const delay = core.random.between(core.tuning.eventDelay);
  const fault = core.faults.strike({
    service: 'events',
    operation: event.type,
    key: JSON.stringify(event.payload),
  });
  const trace = (status: string) =>
    core.log.trace({
      n: 0,
      at: core.clock.now(),
      invocation: '-',
      functionKey: trigger,
      service: 'events',
      operation: event.type,
      status,
      fault: status,
    });
  if (fault) trace(fault);
  if (fault === 'lost') return;
  // Out of order: this one may be overtaken by whatever follows within the longest ordinary delay.
  const extra =
    fault === 'late'
      ? core.random.between(LATE)
      : fault === 'reorder'
        ? core.tuning.eventDelay[1] + core.random.int(10_000)
        : 0;
  schedule(core, { trigger, event, retries: 0 }, delay + extra);
  if (fault === 'duplicate')
    schedule(core, { trigger, event, retries: 0 }, delay + core.random.between([0, 30_000]));
}

function schedule(core: Core, delivery: EventDelivery, ms: number): void {
  core.agenda.add({
    at: core.clock.now() + ms,
    kind: 'event',
    key: `${delivery.trigger} ${delivery.event.type}`,
    data: delivery,
  });
}

function deliver(core: Core, delivery: EventDelivery, launch: (launch: Launch) => void): void {
  const trigger = core.manifest.modules.trigger?.find((candidate) => candidate.key === delivery.trigger);
  if (!trigger) return;
  launch({
    functionKey: trigger.function,
    moduleKey: trigger.key,
    moduleType: 'trigger',
    event: eventOf(core, delivery),
    redo: { kind: 'event', key: `${delivery.trigger} ${delivery.event.type}`, data: delivery },
    onEnd: (outcome) => afterDelivery(core, delivery, outcome),
  });
}

function eventOf(core: Core, { trigger, event, retryContext }: EventDelivery): unknown {
  const own = event.accountId === core.ids.appAccountId;
  const context = {
    cloudId: core.ids.cloudId,
    moduleKey: trigger,
    environmentId: core.ids.environmentId,
    environmentType: core.environmentType,
  };
  const common = { eventType: event.type, selfGenerated: own, context, contextToken: 'sandbox' };
  const who = event.type.startsWith('avi:jira:') ? { atlassianId: event.accountId } : {};
  return { ...who, ...common, ...event.payload, ...(retryContext ? { retryContext } : {}) };
}

/** Returned `InvocationError`: again when asked. Killed: the platform repeats its own failures. Thrown: not repeated. */
function afterDelivery(core: Core, delivery: EventDelivery, outcome: Outcome): void {
  const retry =
    outcome.kind === 'returned'
      ? asRetry(outcome.value)
      : outcome.kind === 'killed'
        ? platformRetry(outcome.reason)
        : undefined;
  if (!retry || delivery.retries >= MAX_RETRIES) return;
  const retries = delivery.retries + 1;
  const retryContext = { retryCount: retries, retryReason: retry.retryReason, retryData: retry.retryData };
  schedule(core, { ...delivery, retries, retryContext }, retry.retryAfter * 1000);
}

function platformRetry(reason: string) {
  const retryReason = reason === 'time-limit' ? 'FUNCTION_TIME_OUT' : 'FUNCTION_PLATFORM_UNKNOWN_ERROR';
  return { retryAfter: 30, retryReason, retryData: undefined };
}
