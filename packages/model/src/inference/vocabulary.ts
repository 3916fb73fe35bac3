/** Words that people put into the names of columns, and what they say about the rows that are meant. */

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** What makes the name of a column that of a key. */
export const marks = set('id uid uuid guid fk');

/** Who does or gets something: in a project with users these are users, unless a table has that very name. */
export const people = set(`
  owner author creator editor reviewer approver assignee assigner assignor sender recipient receiver inviter invitee
  uploader requester requestor reporter moderator manager admin administrator operator supervisor buyer seller gifter
  granter grantor voter referrer referee actor executor annotator publisher submitter verifier initiator commenter
  maintainer follower followee blocker impersonator updater modifier deleter caller
`);

/** In front of "by", a way to arrange things, or the deed of a program or a thing: a worker claims, a version replaces. */
export const impersonal = set(`
  order sort group partition filter search split index step divided multiplied
  claimed locked leased reserved processed executed handled generated produced provided powered hosted
  caused blocked followed preceded replaced superseded referenced used required
`);

/** In front of "to", what is done with a person. */
export const assignments = set('assigned reassigned delegated escalated');

/** Another row of the same table: alone, and in front of the table's own name. */
export const kin = set('parent root ancestor previous prev next original predecessor successor');
export const ways = set(`
  from to prior source target in reply replied quoted linked related duplicate duplicated cloned copied forked copy clone fork template
  replaced replacement replayed superseded merged master main head child base first last current active default lookup other reference
`);

/** Who keeps rows that no table of this project holds. */
export const outsiders = set(`
  external ext remote foreign upstream downstream provider vendor thirdparty legacy synthetic fake dummy
  stripe paddle paypal braintree adyen razorpay lemonsqueezy chargebee plaid tipalti coinbase shopify woocommerce magento
  github gitlab bitbucket gitea jira linear asana trello notion confluence sentry datadog pagerduty
  google facebook fb twitter instagram linkedin apple microsoft azure aws gcp amazon oauth oidc saml webauthn auth0 okta clerk cognito
  firebase supabase discord slack telegram whatsapp twilio sendgrid mailchimp mailgun postmark intercom zendesk hubspot
  salesforce steam spotify youtube vimeo twitch zoom calendly openai anthropic
`);

/** So general that the end of a table's name, or one use elsewhere, says nothing about what is meant. */
export const general = set(`
  reference ref resource entity object target source subject item record thing external parent root origin destination
  provider client token key value type session context trace span request query job transaction
`);

/** Next to a column with the rest of the same name, it names the table of each row: the column points now here, now there. */
export const kinds = set('type kind class model table entity');
