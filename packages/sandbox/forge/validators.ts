/**
 * Validators of workflows (`jira:workflowValidator`, functions): asked one after the other before a transition is performed; the first
 * that does not say yes stops it, with its message. A function that throws, runs out of time or answers something else stops it with
 * a message of Jira's own (A68).
 */
import type { Service, ServiceAnswer, ServiceRequest, ValidatorCall } from '../world/types';
import { type Core, jsonAnswer } from './core';
import type { Launch } from './engine';
import type { ValidatorModule } from './manifest';
import type { Outcome } from './world-told';

export type Validators = {
  /** Asks what this request wants asked, then goes on: with Jira's refusal, or without one. */
  ask(request: ServiceRequest, then: (refusal?: ServiceAnswer) => void): void;
  offered(): readonly ValidatorModule[];
};

/** All that is told where a validator gave no answer. */
export const NO_VERDICT = 'The app could not check this transition.';

export function createValidators(core: Core, jira: Service, launch: (what: Launch) => void): Validators {
  const offered = core.manifest.modules['jira:workflowValidator'] ?? [];
  const ask = (calls: readonly ValidatorCall[], then: (refusal?: ServiceAnswer) => void): void => {
    const [call, ...others] = calls;
    if (call === undefined) return then();
    const module = offered.find(({ key }) => key === call.moduleKey);
    // Of an app that is gone, or a version that has it no longer.
    if (module?.function === undefined) return then(refusal(NO_VERDICT));
    launch({
      functionKey: module.function,
      moduleKey: module.key,
      moduleType: 'jira:workflowValidator',
      event: call.event,
      beside: true,
      onEnd(outcome) {
        const message = objection(core, module.key, outcome);
        if (message === undefined) ask(others, then);
        else then(refusal(message));
      },
    });
  };
  return {
    offered: () => offered,
    ask: (request, then) => ask(jira.validators?.(request) ?? [], then),
  };
}

function refusal(message: string): ServiceAnswer {
  return jsonAnswer(400, { errorMessages: [message], errors: {} });
}

/** What a validator says against the transition; `undefined`: nothing. */
function objection(core: Core, key: string, outcome: Outcome): string | undefined {
  if (outcome.kind !== 'returned') return NO_VERDICT;
  const { result, errorMessage } = (outcome.value ?? {}) as {
    readonly result?: unknown;
    readonly errorMessage?: unknown;
  };
  if (result === true) return undefined;
  if (result === false && typeof errorMessage === 'string' && errorMessage.trim() !== '') return errorMessage;
  const message = `${key} returned neither {result: true} nor {result: false, errorMessage}`;
  core.log.addViolation({ rule: 'validator-answer', message });
  return NO_VERDICT;
}
