/** The two languages of the product. A site chooses one for what goes into Jira, a person's locale one for the screens. */
export type Lang = 'de' | 'en';
