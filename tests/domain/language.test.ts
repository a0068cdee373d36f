import { expect, test } from "vitest";
import { foreignLanguage } from "../../src/domain/language.ts";

const TEXTS: Readonly<Record<string, string>> = {
  German:
    "Der Arzt hat die Patientin gefragt, ob sie die Tabletten wirklich jeden Tag nimmt, und sie hat ihm gesagt, dass sie das oft vergisst, wenn sie morgens früh aus dem Haus geht. Deshalb haben sie gemeinsam überlegt, wie man es einfacher machen kann.",
  French:
    "Le médecin a demandé à la patiente si elle prenait vraiment les comprimés tous les jours, et elle lui a dit qu’elle les oubliait souvent quand elle sortait tôt de chez elle le matin. Ils ont donc cherché ensemble comment rendre la chose plus simple pour elle.",
  Spanish:
    "El médico preguntó a la paciente si tomaba de verdad las pastillas todos los días, y ella le dijo que las olvidaba a menudo cuando salía de casa temprano por la mañana. Por eso pensaron juntos cómo hacer que fuera más fácil para ella y para los demás.",
  Italian:
    "Il medico ha chiesto alla paziente se prendeva davvero le pastiglie ogni giorno, e lei gli ha detto che le dimenticava spesso quando usciva di casa la mattina presto. Perciò hanno pensato insieme a come rendere la cosa più facile per lei e per tutti gli altri.",
  Dutch:
    "De arts heeft de patiënt gevraagd of zij de tabletten echt elke dag neemt, en zij heeft hem gezegd dat zij het vaak vergeet als zij 's ochtends vroeg van huis gaat. Daarom hebben ze samen bedacht hoe het voor haar en voor de anderen makkelijker kan worden.",
  "a language other than English":
    "Az orvos megkérdezte a beteget, hogy valóban minden nap beveszi-e a tablettákat, mire azt felelte, hogy gyakran elfelejti, amikor reggel korán indul otthonról. Ezért közösen gondolták végig, hogyan lehetne egyszerűbbé tenni a dolgot a számára és a családja számára is.",
  Cyrillic:
    "Врач спросил пациентку, действительно ли она принимает таблетки каждый день, и она ответила, что часто забывает о них.",
  "Chinese or Japanese":
    "医生问病人是不是每天都吃药，她说早上很早出门的时候常常会忘记。所以他们一起想办法，看看怎样才能更简单一些。医生又问她家里有没有人可以提醒她。",
};

test.each(Object.entries(TEXTS))("%s is told", (language, text) => {
  expect(foreignLanguage(text)).toBe(language);
});

test("English is told as prose, as a list of terms with names in it, and with words of another language", () => {
  const prose = "The doctor asked the patient whether she takes the tablets every day. ".repeat(5);
  expect(foreignLanguage(prose)).toBeNull();
  expect(foreignLanguage(`${prose} ${TEXTS.German}`)).toBeNull();
  const terms = "Risk ratio of death, Müller and Le Goff 2015; rates of stroke, n = 12; intervals for Peña. ";
  expect(foreignLanguage(terms.repeat(6))).toBeNull();
});

test("a text too short to tell is taken for English", () => {
  expect(foreignLanguage("Die Patientin")).toBeNull();
  expect(foreignLanguage("医生")).toBeNull();
  expect(foreignLanguage("")).toBeNull();
});
