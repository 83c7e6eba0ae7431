import { route } from '@forge/api';
import * as v from 'valibot';
import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import { askJira, issueGone, sendToJira } from './jira-http-api';

const Transitions = v.object({
  transitions: v.array(
    v.object({
      id: v.string(),
      name: v.optional(v.string(), ''),
      isAvailable: v.optional(v.boolean(), true),
      to: v.object({ id: v.string(), statusCategory: v.nullish(v.object({ key: v.optional(v.string()) })) }),
      fields: v.optional(
        v.record(
          v.string(),
          v.object({
            required: v.optional(v.boolean(), false),
            hasDefaultValue: v.optional(v.boolean(), false),
          }),
        ),
        {},
      ),
    }),
  ),
});

export type Transition = {
  readonly id: string;
  readonly name: string;
  readonly toStatusId: string;
  readonly toCategory: string;
  /** Its screen demands something that we cannot fill in: a person must do it. */
  readonly needsFields: boolean;
};

/** The transitions that the app may do on the issue right now. */
export async function listTransitions(issueId: string): Promise<Result<readonly Transition[], Problem>> {
  const path = route`/rest/api/3/issue/${issueId}/transitions?expand=transitions.fields`;
  const found = await askJira(
    { as: 'app', method: 'GET', path, unsure: 'later', refusal: issueGone },
    Transitions,
  );
  if (!found.ok) return found;
  return ok(
    found.value.transitions
      .filter((transition) => transition.isAvailable)
      .map(({ id, name, to, fields }) => ({
        id,
        name,
        toStatusId: to.id,
        toCategory: to.statusCategory?.key ?? 'undefined',
        needsFields: Object.values(fields).some((field) => field.required && !field.hasDefaultValue),
      })),
  );
}

/**
 * Moves the issue. `jira.transition-refused` when the workflow does not allow it (any more) or demands a field; after a
 * lost answer `look-up`: the status tells whether it happened.
 */
export function transition(issueId: string, transitionId: string): Promise<Result<void, Problem>> {
  return sendToJira({
    as: 'app',
    method: 'POST',
    path: route`/rest/api/3/issue/${issueId}/transitions`,
    body: { transition: { id: transitionId } },
    unsure: 'look-up',
    refusal: (refusal) =>
      refusal.status === 400 || refusal.status === 422
        ? { code: 'jira.transition-refused', retry: 'after-fix', status: refusal.status }
        : issueGone(refusal),
  });
}
