import { vocabulary } from '../vocabulary.ts'

const terms = (labels: Record<string, string>) =>
  Object.entries(labels).map(([id, label]) => ({ id, label }))

/** For whom, coarsely: the filter the 2012 page lacked most. */
export const tracks = vocabulary(
  'track',
  terms({
    newcomers: 'For newcomers',
    practitioners: 'For practitioners',
    public: 'For everyone',
  })
)

export const formats = vocabulary(
  'format',
  terms({
    conference: 'Conference',
    seminar: 'Seminar',
    workshop: 'Workshop',
    training: 'Training',
    course: 'Course',
    'info-session': 'Information session',
    debate: 'Debate',
    meeting: 'Meeting',
    fair: 'Fair',
    festival: 'Festival',
    exhibition: 'Exhibition',
    screening: 'Screening',
    'book-launch': 'Book launch',
    celebration: 'Celebration',
    'open-day': 'Open day',
    'study-visit': 'Study visit',
    webinar: 'Webinar',
    deadline: 'Deadline',
  })
)

export const audiences = vocabulary(
  'audience',
  terms({
    'refugees-asylum': 'Refugees and asylum seekers',
    'temporary-protection': 'People under temporary protection',
    youth: 'Young people',
    children: 'Children',
    women: 'Women',
    older: 'Older people',
    students: 'Students',
    workers: 'Workers',
    'job-seekers': 'Job seekers',
    'migrant-organisations': 'Migrant organisations',
    teachers: 'Teachers',
    'social-workers': 'Social workers',
    employers: 'Employers',
    authorities: 'Public authorities',
    researchers: 'Researchers',
    media: 'Media',
  })
)

export const costKinds = vocabulary(
  'cost',
  terms({
    free: 'Free of charge',
    paid: 'Paid',
    donation: 'Donation',
    unknown: 'Cost not stated',
  })
)

export const attendances = vocabulary(
  'attendance',
  terms({
    offline: 'On site',
    online: 'Online',
    mixed: 'On site and online',
  })
)

export const scopes = vocabulary(
  'scope',
  terms({
    local: 'Local',
    regional: 'Regional',
    national: 'National',
    'cross-border': 'Cross-border',
    eu: 'EU-wide',
    international: 'International',
  })
)

export const accessibilityFeatures = vocabulary(
  'accessibility feature',
  terms({
    'step-free': 'Step-free access',
    'accessible-toilet': 'Accessible toilet',
    'hearing-loop': 'Hearing loop',
    'sign-language': 'Sign language',
    captions: 'Captions',
    'easy-language': 'Easy language',
    'quiet-space': 'Quiet space',
    childcare: 'Childcare',
    'women-only': 'Women only',
    'remote-participation': 'Remote participation',
    'companion-free': 'Companion free of charge',
  })
)

export const languageRoles = vocabulary(
  'role of a language',
  terms({
    spoken: 'Spoken',
    interpreted: 'Interpreted',
    signed: 'Signed',
    materials: 'In the materials',
  })
)

/** What has become of an event: labels of the happening status. */
export const statuses = vocabulary(
  'status',
  terms({
    scheduled: 'As planned',
    rescheduled: 'Rescheduled',
    'moved-online': 'Moved online',
    postponed: 'Postponed',
    cancelled: 'Cancelled',
  })
)
