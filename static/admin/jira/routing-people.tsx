import type { PersonView } from '../../../src/contract/answers';
import { useWords } from '../../shared/texts/lang';
import { ChosenPeople } from './chosen-people';
import type { Rule, SetRule } from './rule';

type Props = { readonly rule: Rule; readonly routed: readonly PersonView[]; readonly set: SetRule };

/** Who is responsible: one person, or some who take turns by the week. */
export function People({ rule, routed, set }: Props) {
  const t = useWords();
  const chosen = rule.assignees ?? [];
  return (
    <ChosenPeople
      legend={t('assignee')}
      note={chosen.length > 1 ? t('rotaNote') : undefined}
      chosen={chosen}
      known={routed}
      projectId={rule.project?.id}
      put={(next) => set({ assignees: next.length === 0 ? undefined : next })}
    />
  );
}
