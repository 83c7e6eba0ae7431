import { AUTOMATION_CALLS } from '../contract/automation-calls';
import { showChoices } from '../flows/pages/show-choices';
import { ok } from '../kernel/result';
import { atDesk } from '../security/caller-api';
import { AUTOMATION_RIGHTS } from '../security/permissions';
import { resolverOf } from './answering';

/** The form in which somebody fills one of our actions in, inside Automation's own pages. */
export const automationResolver = resolverOf(
  AUTOMATION_CALLS,
  { face: 'desk', rights: AUTOMATION_RIGHTS },
  {
    'automation.choices': async (_payload, caller) => {
      const desk = await atDesk(caller);
      return desk.ok ? ok(await showChoices(desk.value)) : desk;
    },
  },
);
