/**
 * What stops a gesture at the bedside, said so that a tired reader knows what happened, what is safe, and what to do.
 */

const SENTENCES = {
  elsewhere: 'Chevet est ouvert dans une autre fenêtre. Touchez « Reprendre ici » pour continuer dans celle-ci.',
  locked: 'La tablette est verrouillée. Ce qui est enregistré est en sûreté ; touchez votre prénom pour ouvrir.',
  unknown_wall: 'Cette tablette n’a encore rien reçu du serveur. Rapprochez-la du réseau, puis réessayez.',
  unknown_staff: 'Ce prénom n’est plus sur cette tablette. Demandez à la coordination de vérifier votre affectation.',
  no_credential: 'Vous n’avez pas encore de clé. Demandez une invitation à la coordination ; elle prend une minute.',
  cancelled: 'La clé n’a pas été présentée, ou pas à temps. Rien n’est perdu : touchez à nouveau votre prénom.',
  no_passkeys: 'Ce navigateur ne sait pas lire les clés. Utilisez la tablette de l’unité ou un navigateur à jour.',
  wrong_key: 'Cette clé ne correspond pas à ce prénom. Présentez la vôtre, ou demandez une invitation.',
  code_wanted: 'Tapez votre code personnel pour ouvrir cette tablette.',
  wrong_code: 'Ce n’est pas votre code pour cette tablette. Rien n’est perdu : essayez encore.',
  offline_no_prf:
    'Sans réseau, cette clé ne peut pas ouvrir la tablette ; elle s’ouvrira dès que le réseau revient. Pour noter : « Fichier de secours ».',
  offline_other_key:
    'Sans réseau, il faut celle de vos clés qui ouvre hors ligne, et elle n’a pas été présentée. Les autres ouvriront au retour du réseau.',
  lease_expired:
    'Cette tablette n’a pas vu le réseau depuis trop longtemps : elle ne peut plus s’ouvrir seule. Ce qui attend est en sûreté et partira dès que le réseau revient.',
  network_lost: 'Le réseau s’est coupé pendant l’ouverture. Rien n’est perdu : touchez à nouveau votre prénom.',
  refused: 'Le serveur a refusé cette ouverture. Ce qui attend est en sûreté ; prévenez la coordination.',
  no_store_key: 'Vos accès à cette tablette ne sont pas encore prêts. Rapprochez-la du réseau, puis réessayez.',
  storage_full:
    'La tablette n’a plus de place : ceci n’est pas enregistré. Gardez l’écran ouvert et prévenez la coordination.',
  storage_failed:
    'La tablette n’a pas pu garder ceci : ce n’est pas enregistré. Réessayez ; sinon, prenez une autre tablette.',
  draft_full:
    'La tablette n’a plus de place : ce texte reste à l’écran mais ne survivrait pas à un verrouillage. Enregistrez-le sur une autre tablette, et prévenez la coordination.',
  draft_failed:
    'Ce texte reste à l’écran, mais la tablette n’a pas pu le garder de côté. Enregistrez sans attendre, ou prenez une autre tablette.',
  invalid_text: 'Ce texte ne peut pas être enregistré tel quel.',
  unknown_person: 'Cette personne n’est plus sur cette tablette. Rien n’a été enregistré ; revenez à la liste.',
  history_offline:
    'Les transmissions plus anciennes demandent le réseau. Celles de la semaine sont sur la tablette ; réessayez quand il revient.',
  history_gone: 'Le dossier de cette personne n’est plus ouvert à cette tablette, ou vos accès ont changé.',
  not_allowed: 'Votre fonction ne permet pas ce geste. Rien n’a été enregistré ; demandez à l’infirmière.',
  server_error: 'Le serveur n’a pas répondu comme prévu. Rien n’est perdu ; réessayez dans un instant.',
};

/** @typedef {keyof typeof SENTENCES} Code */

export class EngineError extends Error {
  /** @param {Code} code @param {{message?: string|null, cause?: unknown}} [more] a message in French, when the default is not exact */
  constructor(code, { message, cause } = {}) {
    super(message || SENTENCES[code], { cause });
    this.name = 'EngineError';
    this.code = code;
  }
}
