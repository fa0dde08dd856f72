import type { Key, MemberRole, OrganisationScope } from '../../calendar/accounts.ts'
import type { Scope } from '../../calendar/people.ts'

/** Every word of the account, organisation and invitation pages. */
export const words = {
  problemMark: 'Error',
  problemTitle: 'This did not work yet',
  save: 'Save',
  cancel: 'Go back without changes',

  account: 'Your account',
  you: 'You',
  name: 'Your name',
  nameHint: 'Moderators and your organisations see it. It is never part of an event.',
  mailbox: 'Your mailbox',
  mailboxHint:
    'You sign in with it. To use another one, sign in with that and ask to be invited there.',
  mailLanguage: 'Language of our mails',
  mailLanguageHint: 'Where we do not have it yet, mails come in English.',
  moderatorFor: (countries: string) => `You are a moderator for ${countries}.`,
  seniorFor: (countries: string) => `You are a senior moderator for ${countries}.`,
  administrator: 'You are an administrator.',

  invitations: 'You are invited',
  invitedTo: 'to',
  invitedBy: 'by',
  openInvitation: 'See the invitation',

  actingFor: 'For whom you act',
  actingHint:
    'What you announce, and what you see under “My events”, belongs to whoever you act for. You can change it at any time.',
  myself: 'Yourself, without an organisation',
  actsNow: 'You act for it now',
  actsForSelf: 'You act for yourself now',
  actFor: 'Act for this one',
  actForSelf: 'Act for yourself',
  organisation: 'Organisation',
  yourRole: 'Your role',
  status: 'Status',
  actions: 'What you can do',
  toOrganisation: 'Members and keys',
  leave: 'Leave …',
  leaveNow: 'Leave this organisation',
  leaveHint: (name: string) =>
    `You will no longer see or change the events of ${name}. They stay as they are. To come back you need an invitation.`,
  memberRoles: { admin: 'Admin', member: 'Member' } satisfies Record<MemberRole, string>,
  memberRoleHints: {
    member: 'Announces and changes events.',
    admin: 'Also invites people and issues keys.',
  } satisfies Record<MemberRole, string>,

  newOrganisation: 'Set up an organisation',
  newOrganisationHint:
    'You become its admin and can invite others. Several people can then look after the same events.',
  organisationName: 'Name of the organisation',
  slug: 'Short name in addresses, its “slug” (optional)',
  slugHint:
    'Small letters, digits and hyphens, such as open-doors-lisbon. It cannot be changed later. Leave it empty and we make one from the name.',
  createOrganisation: 'Set it up',

  session: 'This browser',
  signOut: 'Sign out',
  signOutHint: 'You stay signed in here for 30 days after your last visit.',

  privacy: 'What we keep about you',
  privacyIntro:
    'Your name, your mailbox, your organisations, and what you did here, for two weeks with a fingerprint of the connection it came from. No passwords, and nothing about what you read.',
  exportData: 'Download everything (JSON)',
  eraseAccount: 'Delete my account …',

  eraseTitle: 'Delete your account',
  eraseLead: 'This cannot be undone.',
  eraseGoes: 'What goes',
  eraseGoesList: [
    'name and mailbox, every session and every invitation',
    'drafts, and contacts that are not public',
    'memberships and appointments',
  ],
  eraseStays: 'What stays',
  eraseStaysList: [
    'events that were published, as they are: people have them in their calendars. If one should go, withdraw it first.',
    'the record of what was decided and when, with a made-up name in place of the real one.',
  ],
  eraseConfirm: 'Yes, delete my account',
  eraseNow: 'Delete my account',
  eraseNotTicked: 'Tick the box to say that you mean it.',
  nobodyTitle: 'No organisation',
  nobodyLead:
    'You act for yourself just now. Choose one of your organisations, or set one up, to see its members and keys.',
  toAccount: 'To your account',

  trusted: 'Trusted',
  trustedSince: 'since',
  trustedHint:
    'What this organisation announces is public at once; a moderator looks at it afterwards.',
  notTrusted: 'Checked first',
  notTrustedHint:
    'A moderator looks at each event before it is public. Organisations whose events need no changes can become trusted; senior moderators decide that.',

  members: 'Members',
  person: 'Person',
  role: 'Role',
  since: 'since',
  thatIsYou: 'you',
  leaveOnAccount: 'You leave the organisation on the page of your account.',
  changeMember: 'Change …',
  newRole: 'Role',
  changeRole: 'Change role',
  removeMember: 'Remove from organisation',
  removeMemberHint: 'They lose access at once. Events they sent stay with the organisation.',
  onlyAdmins: 'Admins of the organisation invite people, change roles and issue keys.',

  invite: 'Invite somebody',
  inviteMailbox: 'Their mailbox',
  inviteHint: 'They get a mail with a link that is good for seven days.',
  sendInvitation: 'Send the invitation',
  pending: 'Waiting for an answer',
  noPending: 'Nobody is invited just now.',
  expires: 'Good until',
  takeBack: 'Take back',

  keys: 'API keys',
  keysIntro:
    'With a key, a program of yours acts for the organisation: your website announces its events by itself.',
  toApi: 'What programs can do with it',
  noKeys: 'There is no key yet.',
  key: 'Key',
  keyMay: 'It may',
  keyState: 'State',
  keyStates: { active: 'Good', revoked: 'Revoked', expired: 'Expired' } satisfies Record<
    Key['state'],
    string
  >,
  never: 'never expires',
  until: 'until',
  lastUsed: 'Last used',
  notUsed: 'Never used',
  revoke: 'Revoke …',
  revokeNow: 'Revoke this key',
  revokeHint: 'Programs that use it stop working at once. A revoked key never comes back.',
  newKey: 'Issue a key',
  keyName: 'What is it for?',
  keyNameHint: 'For example the program that will use it. Only your organisation sees it.',
  keyScopes: 'What it may do',
  scopes: {
    read: 'Read',
    submit: 'Submit',
    announce: 'Announce changes',
    moderate: 'Decide',
  } satisfies Record<Scope, string>,
  scopeHints: {
    read: 'See your submissions and what was decided.',
    submit: 'Send events and changes of events.',
    announce: 'Say that an event is cancelled, postponed, full or online.',
  } satisfies Record<OrganisationScope, string>,
  keyLasts: 'Good for',
  keyDays: [
    { value: '30', label: '30 days' },
    { value: '90', label: '90 days' },
    { value: '180', label: 'half a year (180 days)' },
    { value: '365', label: 'a year (365 days)' },
  ],
  issueKey: 'Issue the key',

  secretTitle: 'Your new key',
  secretLead: 'Copy it now: it is shown this once, and we keep only a fingerprint of it.',
  secretLabel: 'The key',
  secretUse: 'Send it with each request, as a header:',
  secretCare:
    'Whoever has it can act for your organisation. Keep it where you keep passwords, never in the code of a web page.',
  toKeys: 'Back to members and keys',

  joinTitle: (organisation: string) => `Join ${organisation}?`,
  invitesYou: {
    admin:
      'invites you to join as an admin: to announce and change its events, invite people and issue keys.',
    member: 'invites you to join as a member: to announce and change its events.',
  } satisfies Record<MemberRole, string>,
  invitationUntil: 'The invitation is good until',
  accept: 'Join',
  decline: 'Decline',
  joinHint: 'From then on you act for it, until you choose otherwise on the page of your account.',
  noInvitationTitle: 'No open invitation for you here',
  signedInAs: 'You are signed in as',
  noInvitationLead: 'No invitation that is still open went to this mailbox.',
  otherMailboxHelp:
    'Did the mail come to another mailbox of yours? An invitation is good only for the one it was sent to: sign in with that.',
  spentHelp:
    'Otherwise it was answered or taken back, or it is older than seven days. Ask the organisation for a new one.',
  signOutAndIn: 'Sign in with another mailbox',

  done: {
    saved: 'Saved.',
    acting: 'From now on you act for the one marked below.',
    created: 'The organisation is set up, and you act for it now.',
    left: 'You have left the organisation.',
    declined: 'You have declined the invitation.',
    joined: 'Welcome: you belong to the organisation now.',
    invited: 'The invitation is on its way.',
    cancelled: 'The invitation is taken back.',
    role: 'The role is changed.',
    removed: 'They no longer belong to the organisation.',
    revoked: 'The key is revoked.',
  },

  yourself: 'yourself',
  otherOrganisation: (now: string) =>
    `You act for ${now} now, and this form was of another organisation. Nothing was changed; look at the page again.`,
} as const

/** What was done, by the word in the address after a form; undefined for anything else. */
export const doneSentence = (word: string | undefined): string | undefined =>
  Object.entries(words.done).find(([known]) => known === word)?.[1]
