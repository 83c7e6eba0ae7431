import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import { Scroll } from '../../shared/scroll';
import { Done, Mark } from '../../shared/signs/mark';
import { useWords } from '../../shared/texts/lang';
import { CheckField, TextField } from '../editor/inputs';
import { type AccountRow, accountOf, matching, type PlanEvent } from '../editor/plan-draft';

const AT_ONCE = 100;
type Tell = (event: PlanEvent) => void;

/** The accounts, to be searched, added and removed. */
export function AccountsTable({ accounts, tell }: { accounts: readonly AccountRow[]; tell: Tell }) {
  const [search, setSearch] = useState('');
  const [most, setMost] = useState(AT_ONCE);
  const t = useWords();
  const id = useId();
  const found = matching(accounts, search);
  return (
    <section aria-labelledby="plan-accounts">
      <h3 id="plan-accounts">{t('planAccounts', { count: accounts.length })}</h3>
      <Add tell={tell} />
      <div className="toolbar">
        <span className="field">
          <label htmlFor={id}>{t('searchAccount')}</label>
          <input
            id={id}
            type="search"
            value={search}
            onChange={(e) => {
              setSearch(e.target.value);
              setMost(AT_ONCE);
            }}
          />
        </span>
        <span className="note" aria-live="polite">
          {t('accountsShown', { shown: Math.min(most, found.length), found: found.length })}
        </span>
      </div>
      {found.length === 0 ? null : <Table accounts={found.slice(0, most)} tell={tell} />}
      {found.length > most ? (
        <Button onClick={() => setMost(most + AT_ONCE)}>{t('moreAccounts')}</Button>
      ) : null}
    </section>
  );
}

function Table({ accounts, tell }: { accounts: readonly AccountRow[]; tell: Tell }) {
  const t = useWords();
  return (
    <Scroll label={t('planAccountsTable')}>
      <table className="stacks accounts">
        <caption className="unseen">{t('planAccountsTable')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('accountNumber')}</th>
            <th scope="col">{t('accountName')}</th>
            <th scope="col">{t('accountAutomatic')}</th>
            <th scope="col">
              <span className="unseen">{t('remove')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <Row key={account.number} account={account} tell={tell} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Row({ account, tell }: { account: AccountRow; tell: Tell }) {
  const t = useWords();
  return (
    <tr>
      <td className="number">{account.number}</td>
      <td className="wrap">{account.name}</td>
      <td className={account.isAutomatic ? 'rest' : 'rest none'} data-label={t('accountAutomatic')}>
        {account.isAutomatic ? <Done>{t('yes')}</Done> : '–'}
      </td>
      <td>
        <button
          type="button"
          className="link"
          aria-label={t('removeAccount', { number: account.number })}
          onClick={() => tell({ on: 'removed', number: account.number })}
        >
          <Mark sign="bad" />
        </button>
      </td>
    </tr>
  );
}

/** One account more, or another name for one that is there. */
function Add({ tell }: { tell: Tell }) {
  const [number, setNumber] = useState('');
  const [name, setName] = useState('');
  const [isAutomatic, setAutomatic] = useState(false);
  const t = useWords();
  const account = accountOf(number, name, isAutomatic);
  return (
    <form
      className="toolbar"
      onSubmit={(e) => {
        e.preventDefault();
        if (account === undefined) return;
        tell({ on: 'added', account });
        setNumber('');
        setName('');
        setAutomatic(false);
      }}
    >
      <TextField
        id="plan-add-number"
        label={t('accountNumber')}
        value={number}
        numeric
        most={9}
        onChange={setNumber}
      />
      <TextField id="plan-add-name" label={t('accountName')} value={name} most={150} onChange={setName} />
      <CheckField label={t('accountAutomatic')} checked={isAutomatic} onChange={setAutomatic} />
      <Button type="submit" isDisabled={account === undefined}>
        {t('addAccount')}
      </Button>
    </form>
  );
}
