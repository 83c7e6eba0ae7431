import { useId } from 'react';
import type { Choice } from '../../../src/contract/answers';
import { useWords } from '../../shared/texts/lang';
import { Options } from './options';

type Props = {
  readonly types: { readonly choices: readonly Choice[]; readonly isLoading: boolean };
  readonly chosen: string | undefined;
  /** It has to be chosen; else nothing chosen is as usual. */
  readonly isNeeded: boolean;
  readonly onChoose: (id: string | undefined) => void;
};

/** The issue type of a project. One that was chosen and is not there any more stays chosen until somebody takes another. */
export function TypeField({ types, chosen, isNeeded, onChoose }: Props) {
  const t = useWords();
  const hint = useId();
  const isOpen = isNeeded && chosen === undefined;
  return (
    <label>
      {t('issueType')}
      <select
        value={chosen ?? ''}
        aria-invalid={isOpen}
        aria-describedby={isOpen ? hint : undefined}
        onChange={(e) => onChoose(e.target.value === '' ? undefined : e.target.value)}
      >
        <option value="">{t(isNeeded ? 'choose' : 'asElse')}</option>
        <Options of={types.choices} chosen={chosen} isLoading={types.isLoading} />
      </select>
      {isOpen ? (
        <small id={hint} className="why">
          {t('chooseType')}
        </small>
      ) : null}
    </label>
  );
}
