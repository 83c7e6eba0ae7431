import type { ComponentProps } from 'react';
import { call } from '../../backend';
import { Combobox } from '../../shared/inputs/combobox';
import type { Suggestion } from '../../shared/inputs/suggestions';
import { useLang } from '../../shared/texts/lang';

type Props = Omit<ComponentProps<typeof Combobox<Suggestion>>, 'suggest' | 'onChoose' | 'isOpenAtOnce'> & {
  readonly mandant: string;
};

/** An account number, with those of the Mandant’s plan suggested while somebody types number or name. */
export function AccountInput({ mandant, ...rest }: Props) {
  const lang = useLang();
  const suggest = async (typed: string) => {
    if (typed.trim() === '' || mandant === '') return { list: [] };
    const answer = await call('accounts.find', { lang, mandant, query: typed });
    // A help: whoever knows the number goes on without it.
    if (!answer.ok) return { list: [] };
    const { accounts, more } = answer.value;
    return { list: accounts.map(({ number, name }) => ({ id: number, text: number, hint: name })), more };
  };
  return <Combobox {...rest} suggest={suggest} onChoose={({ id }) => rest.onText(id)} />;
}
