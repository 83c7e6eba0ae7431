import Button from '@atlaskit/button/new';
import { useMemo } from 'react';
import type { Target } from '../../../src/mapping/mapping';
import { Done } from '../../shared/signs/mark';
import { useWords } from '../../shared/texts/lang';
import type { TableRow } from './form';
import { OwnEntries } from './own-entries';
import type { PartProps } from './part-props';
import { Paste } from './paste-rows';
import { useTargets } from './place-words';
import { SeenEntries } from './seen-entries';
import { guessed, seenOf, unmapped } from './seen-values';
import { joined } from './table-rows';

type Props = PartProps & { readonly target: Target; readonly isRequired: boolean };

/** Value in Looker → value for DATEV: the values of the source first, those without an entry on top; a tax key also has its rate. */
export function ValueTable(props: Props) {
  const { target, form, asked, tell } = props;
  const t = useWords();
  const targetWord = useTargets();
  const rule = form.mapping.rules[target];
  const name = targetWord(target);
  const column = seenOf(asked.seen, target, rule.column);
  const values = column?.values ?? [];
  const hasRate = target === 'taxKey';
  const isSeen = useMemo(() => new Set(values.map(({ value }) => value)), [values]);
  const isOther = ({ when }: TableRow) => !isSeen.has(when.trim());
  return (
    <section id={`pf-values-${target}`} className="value-table" aria-labelledby={`pf-values-${target}-title`}>
      <h5 id={`pf-values-${target}-title`}>{t('valueTable', { target: name })}</h5>
      <Open {...props} values={values} />
      {column === undefined ? null : (
        <SeenEntries
          target={target}
          name={name}
          hasRate={hasRate}
          rule={rule}
          column={column}
          tell={tell}
          mandant={form.mandant}
        />
      )}
      <OwnEntries
        target={target}
        name={name}
        hasRate={hasRate}
        tell={tell}
        isOther={isOther}
        table={rule.table}
        isAlone={column === undefined}
      />
      <Paste
        hasRate={hasRate}
        onRows={(rows) => {
          tell({ on: 'pasted', target, rows });
          return joined(rule.table, rows).left;
        }}
      />
    </section>
  );
}

type OpenProps = Props & { readonly values: Parameters<typeof unmapped>[0] };

/** How many values have no entry, and what they could become. */
function Open({ target, isRequired, form, values, tell }: OpenProps) {
  const t = useWords();
  const rule = form.mapping.rules[target];
  if (values.length === 0) return null;
  const open = unmapped(values, rule, isRequired);
  const guesses = guessed(open);
  return (
    <div className="actions" aria-live="polite">
      <span className="verdict">
        {open.length === 0 ? (
          <Done>{t('allMapped')}</Done>
        ) : (
          t('valuesOpen', { count: open.length, of: values.length })
        )}
      </span>
      {guesses.length === 0 ? null : (
        <Button spacing="compact" onClick={() => tell({ on: 'pasted', target, rows: guesses })}>
          {t('takeGuesses', { count: guesses.length })}
        </Button>
      )}
    </div>
  );
}
