import { baseLang, type Lang } from '../calendar/language.ts'

/** Our own words inside an event's text, in that text's language. */
export type Words = Readonly<{
  /** In front of a title, with a colon. */
  cancelled: string
  postponed: string
  withdrawn: string
  /** The whole title of a removed event. */
  removed: string
  /** A sentence: no end was given, so calendars show one hour. */
  noEnd: string
  /** Labels in front of a name or an address, with a colon. */
  organiser: string
  registration: string
  online: string
}>

const words = (
  [cancelled, postponed, withdrawn]: readonly [string, string, string],
  removed: string,
  noEnd: string,
  [organiser, registration, online]: readonly [string, string, string]
): Words => ({ cancelled, postponed, withdrawn, removed, noEnd, organiser, registration, online })

const english = words(
  ['Cancelled', 'Postponed', 'Withdrawn'],
  'Event removed',
  'The organiser gave no end time; one hour is shown.',
  ['Organiser', 'Registration', 'Join online']
)

const table: Readonly<Record<Lang, Words>> = {
  bg: words(
    ['Отменено', 'Отложено', 'Оттеглено'],
    'Премахнато събитие',
    'Организаторът не е посочил краен час; показан е един час.',
    ['Организатор', 'Регистрация', 'Онлайн']
  ),
  cs: words(
    ['Zrušeno', 'Odloženo', 'Staženo'],
    'Odstraněná akce',
    'Pořadatel neuvedl konec; zobrazena je jedna hodina.',
    ['Pořadatel', 'Registrace', 'Online']
  ),
  da: words(
    ['Aflyst', 'Udskudt', 'Trukket tilbage'],
    'Fjernet arrangement',
    'Arrangøren har ikke angivet et sluttidspunkt; der vises én time.',
    ['Arrangør', 'Tilmelding', 'Online']
  ),
  de: words(
    ['Abgesagt', 'Verschoben', 'Zurückgezogen'],
    'Entfernte Veranstaltung',
    'Der Veranstalter hat kein Ende angegeben; angezeigt wird eine Stunde.',
    ['Veranstalter', 'Anmeldung', 'Online']
  ),
  el: words(
    ['Ακυρώθηκε', 'Αναβλήθηκε', 'Αποσύρθηκε'],
    'Η εκδήλωση αφαιρέθηκε',
    'Ο διοργανωτής δεν έδωσε ώρα λήξης· εμφανίζεται μία ώρα.',
    ['Διοργανωτής', 'Εγγραφή', 'Διαδικτυακά']
  ),
  en: english,
  es: words(
    ['Cancelado', 'Aplazado', 'Retirado'],
    'Evento eliminado',
    'La organización no indicó la hora de fin; se muestra una hora.',
    ['Organiza', 'Inscripción', 'En línea']
  ),
  et: words(
    ['Tühistatud', 'Edasi lükatud', 'Tagasi võetud'],
    'Eemaldatud sündmus',
    'Korraldaja ei märkinud lõpuaega; näidatakse üht tundi.',
    ['Korraldaja', 'Registreerimine', 'Veebis']
  ),
  fi: words(
    ['Peruttu', 'Lykätty', 'Vedetty pois'],
    'Poistettu tapahtuma',
    'Järjestäjä ei ilmoittanut päättymisaikaa; kestoksi on merkitty yksi tunti.',
    ['Järjestäjä', 'Ilmoittautuminen', 'Verkossa']
  ),
  // French sets a no-break space before the colon.
  fr: words(
    ['Annulé\u00a0', 'Reporté\u00a0', 'Retiré\u00a0'],
    'Événement supprimé',
    'L’organisateur n’a pas indiqué d’heure de fin\u00a0; une heure est affichée.',
    ['Organisateur\u00a0', 'Inscription\u00a0', 'En ligne\u00a0']
  ),
  ga: words(
    ['Curtha ar ceal', 'Curtha siar', 'Tarraingthe siar'],
    'Imeacht bainte',
    'Níor thug an t-eagraí am críochnaithe; taispeántar uair an chloig amháin.',
    ['Eagraí', 'Clárú', 'Ar líne']
  ),
  hr: words(
    ['Otkazano', 'Odgođeno', 'Povučeno'],
    'Uklonjeni događaj',
    'Organizator nije naveo vrijeme završetka; prikazan je jedan sat.',
    ['Organizator', 'Prijava', 'Na internetu']
  ),
  hu: words(
    ['Elmarad', 'Elhalasztva', 'Visszavonva'],
    'Eltávolított esemény',
    'A szervező nem adott meg befejezési időt; egy óra látható.',
    ['Szervező', 'Jelentkezés', 'Online']
  ),
  it: words(
    ['Annullato', 'Rinviato', 'Ritirato'],
    'Evento rimosso',
    'L’organizzatore non ha indicato l’ora di fine; è mostrata un’ora.',
    ['Organizzatore', 'Iscrizione', 'Online']
  ),
  lt: words(
    ['Atšaukta', 'Atidėta', 'Atsiimta'],
    'Pašalintas renginys',
    'Organizatorius nenurodė pabaigos laiko; rodoma viena valanda.',
    ['Organizatorius', 'Registracija', 'Internetu']
  ),
  lv: words(
    ['Atcelts', 'Atlikts', 'Atsaukts'],
    'Noņemts pasākums',
    'Organizators nav norādījis beigu laiku; parādīta viena stunda.',
    ['Organizators', 'Reģistrācija', 'Tiešsaistē']
  ),
  mt: words(
    ['Ikkanċellat', 'Pospost', 'Irtirat'],
    'Avveniment imneħħi',
    'L-organizzatur ma tax ħin tat-tmiem; tidher siegħa waħda.',
    ['Organizzatur', 'Reġistrazzjoni', 'Online']
  ),
  nl: words(
    ['Geannuleerd', 'Uitgesteld', 'Ingetrokken'],
    'Verwijderd evenement',
    'De organisator gaf geen eindtijd op; er wordt één uur getoond.',
    ['Organisator', 'Aanmelding', 'Online']
  ),
  pl: words(
    ['Odwołane', 'Przełożone', 'Wycofane'],
    'Wydarzenie usunięte',
    'Organizator nie podał godziny zakończenia; pokazano jedną godzinę.',
    ['Organizator', 'Rejestracja', 'Online']
  ),
  pt: words(
    ['Cancelado', 'Adiado', 'Retirado'],
    'Evento removido',
    'O organizador não indicou a hora de fim; é mostrada uma hora.',
    ['Organizador', 'Inscrição', 'Em linha']
  ),
  ro: words(
    ['Anulat', 'Amânat', 'Retras'],
    'Eveniment eliminat',
    'Organizatorul nu a indicat ora de încheiere; este afișată o oră.',
    ['Organizator', 'Înscriere', 'Online']
  ),
  sk: words(
    ['Zrušené', 'Odložené', 'Stiahnuté'],
    'Odstránené podujatie',
    'Organizátor neuviedol koniec; zobrazená je jedna hodina.',
    ['Organizátor', 'Registrácia', 'Online']
  ),
  sl: words(
    ['Odpovedano', 'Prestavljeno', 'Umaknjeno'],
    'Odstranjen dogodek',
    'Organizator ni navedel konca; prikazana je ena ura.',
    ['Organizator', 'Prijava', 'Na spletu']
  ),
  sv: words(
    ['Inställt', 'Uppskjutet', 'Återkallat'],
    'Borttaget evenemang',
    'Arrangören har inte angett någon sluttid; en timme visas.',
    ['Arrangör', 'Anmälan', 'Online']
  ),
  uk: words(
    ['Скасовано', 'Відкладено', 'Відкликано'],
    'Подію вилучено',
    'Організатор не вказав час завершення; показано одну годину.',
    ['Організатор', 'Реєстрація', 'Онлайн']
  ),
  ru: words(
    ['Отменено', 'Отложено', 'Отозвано'],
    'Событие удалено',
    'Организатор не указал время окончания; показан один час.',
    ['Организатор', 'Регистрация', 'Онлайн']
  ),
  ar: words(
    ['أُلغي', 'أُجّل', 'سُحب'],
    'فعالية محذوفة',
    'لم يحدد المنظم وقت الانتهاء؛ تظهر ساعة واحدة.',
    ['المنظم', 'التسجيل', 'عبر الإنترنت']
  ),
  tr: words(
    ['İptal edildi', 'Ertelendi', 'Geri çekildi'],
    'Kaldırılan etkinlik',
    'Düzenleyen bitiş saati belirtmedi; bir saat gösterilmektedir.',
    ['Düzenleyen', 'Kayıt', 'Çevrim içi']
  ),
}

/** Our words for a text in `lang`: its own, its base language's, else English. */
export const wordsOf = (lang: Lang): Words => table[lang] ?? table[baseLang(lang)] ?? english
