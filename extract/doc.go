// Package extract reads news articles: it finds the entities that an article names and the typed
// relations that it states, each with status, source, time and the sentence behind it.
//
//	p, err := extract.New(extract.Options{})
//	a, err := article.ReadFile("article.txt", article.Options{})
//	result := p.Extract(a) // result.Document is the article's graph
//
// The stages run one after the other over a reading, the layers of what is known of one article.
// Each adds its layer and changes none of another:
//
//	stage              file            reads                      writes
//	sentencesOf        text, refine    paragraphs                 sentences, tokens with offsets
//	analyse            pipeline        tokens                     tags, trees, lemmas, word vectors; names as the model sees them
//	findNames          names, classify names, gazetteer           mentions with labels and kinds
//	                   missed, works   tags, names elsewhere      mentions that the model passed over
//	                   vote            mentions                   one label for one name
//	repairTrees        repair          mentions, trees            trees that keep names whole
//	resolveMetonyms    metonym         mentions, trees            capitals that act become countries
//	resolveNames       entities,stated mentions                   entities: full names, short names, acronyms
//	noteRoles          roles           trees, entities            what each is called: "president", "company"
//	resolveAnaphora    coref, plural   entities, trees            mentions by pronoun and nominal
//	                   antecedent      word vectors, agreement    what each refers to
//	findStatements     statements      trees, frames              statements of the schema's frames
//	                   loose           tokens                     ends that the tree lost, by word order
//	                   templates       mentions, trees            statements that grammar makes: "A in B"
//	                   learned         word vectors, trees        what the relation head thinks of these, and finds beside them
//	relabel            relabel         refused statements         labels that statements ask for
//	                   confidence      how, ends, type            the chance that a statement is right
//	readAttributes     attributes      trees, times               dates of birth, death and founding
//	document           document        everything                 the output: ids, code points, order
//
// What the stages ask of a sentence stands in tree (dependents, coordination), grammar (who does what
// to whom, whatever the construction), role (who holds a role in what), refer (which entity a nominal
// stands for), status (negation, possibility, sources) and times. Word classes are data: words.txt
// and irregular.txt here, the frames in package schema, names in internal/gazetteer, weights in
// internal/model.
package extract
