import { checkDatev } from '../datev/oracle';
import { readOperationScopes } from '../forge/host';
import type { Exchange, Judge, OperationScopes } from '../forge/world-options';
import type { Log } from '../forge/world-told';
import { checkJira } from '../jira/oracle';
import { checkLooker, checkLookerOfApp } from '../looker/oracle';
import { sharedPath } from '../shared-dir';

/** Every line of the oracles begins with whose fault it is. */
const OF_THE_REQUEST = 'request: ';

function findingsOf({ service, request, answer }: Exchange): readonly string[] {
  if (service === 'jira') return checkJira(request, answer);
  return service === 'datev' ? checkDatev(request, answer) : checkLooker(request, answer);
}

/** What the vendors' documents allow and we do not allow ourselves. */
function ownRules({ service, request }: Exchange): readonly string[] {
  return service === 'looker' ? checkLookerOfApp(request) : [];
}

/** For what leaves the app: nothing where the vendors' documents are not beside the project. */
export function judgesOfApp(): { readonly judge?: Judge; readonly operationScopes?: OperationScopes } {
  const scopes = sharedPath('specs', 'jira', 'operation-scopes.json');
  if (scopes === undefined) return {};
  return {
    judge: (exchange) => ({ checks: 2, findings: [...findingsOf(exchange), ...ownRules(exchange)] }),
    operationScopes: readOperationScopes(scopes),
  };
}

export type JudgeOther = (log: Log, exchange: Exchange) => void;

/** For people and other programs: their bad requests are refused; a bad answer is the fake's own fault. */
export function judgeOfOthers(): JudgeOther | undefined {
  if (sharedPath('specs') === undefined) return undefined;
  return (log, exchange) => {
    const rule = `${exchange.service}.${exchange.operation}`;
    log.addChecked(exchange.service, 2);
    for (const message of findingsOf(exchange)) {
      if (message.startsWith(OF_THE_REQUEST)) log.addRefused({ rule, message });
      else log.addViolation({ rule, message });
    }
  };
}
