package quality

import "github.com/newsgraph/newsgraph/graph"

// Counts are the sums behind the figures.
type Counts struct {
	GoldEntities, Entities, Found, Aligned, Duplicate int
	LabelsRight                                       int
	GoldNames, Names, NamesRight                      int
	Wanted, Hit                                       int // gold relations asked for, and those of them found
	Right, Wrong                                      int // predicted relations, each once
	Statuses, StatusesRight                           int
	Times, TimesRight                                 int
	Roles, RolesRight                                 int
	Relations, Evidences                              int // predicted relations, and those with a sentence
}

// TypeCounts are the counts of one relation type.
type TypeCounts struct{ Wanted, Hit, Right, Wrong int }

// A Figure is precision, recall and their harmonic mean.
type Figure struct{ P, R, F1 float64 }

// ratio gives a/b, or 0 when b is 0.
func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

func figure(p, r float64) Figure {
	if p+r == 0 {
		return Figure{P: p, R: r}
	}
	return Figure{p, r, 2 * p * r / (p + r)}
}

// Figure gives precision and recall of the type.
func (c TypeCounts) Figure() Figure {
	return figure(ratio(c.Right, c.Right+c.Wrong), ratio(c.Hit, c.Wanted))
}

// RelationFigure gives precision and recall of relations.
func (c Counts) RelationFigure() Figure {
	return figure(ratio(c.Right, c.Right+c.Wrong), ratio(c.Hit, c.Wanted))
}

// EntityFigure gives precision and recall of entities; duplicates are not precise.
func (c Counts) EntityFigure() Figure {
	return figure(ratio(c.Aligned-c.Duplicate, c.Entities), ratio(c.Found, c.GoldEntities))
}

// NameFigure gives precision and recall of the distinct names of each article.
func (c Counts) NameFigure() Figure {
	return figure(ratio(c.NamesRight, c.Names), ratio(c.NamesRight, c.GoldNames))
}

// LabelAccuracy gives the share of aligned entities that have the gold label.
func (c Counts) LabelAccuracy() float64 { return ratio(c.LabelsRight, c.Aligned) }

// StatusAccuracy gives the share of found relations that have the gold status.
func (c Counts) StatusAccuracy() float64 { return ratio(c.StatusesRight, c.Statuses) }

// TimeAccuracy gives the share of found relations with a time in the gold that have that time.
func (c Counts) TimeAccuracy() float64 { return ratio(c.TimesRight, c.Times) }

// RoleAccuracy gives the share of found relations with a role in the gold that have that role.
func (c Counts) RoleAccuracy() float64 { return ratio(c.RolesRight, c.Roles) }

// EvidenceShare gives the share of predicted relations that have a sentence.
func (c Counts) EvidenceShare() float64 { return ratio(c.Evidences, c.Relations) }

// add sums counts.
func (c *Counts) add(d Counts) {
	for _, p := range [][2]*int{
		{&c.GoldEntities, &d.GoldEntities},
		{&c.Entities, &d.Entities},
		{&c.Found, &d.Found},
		{&c.Aligned, &d.Aligned},
		{&c.Duplicate, &d.Duplicate},
		{&c.LabelsRight, &d.LabelsRight},
		{&c.GoldNames, &d.GoldNames},
		{&c.Names, &d.Names},
		{&c.NamesRight, &d.NamesRight},
		{&c.Wanted, &d.Wanted},
		{&c.Hit, &d.Hit},
		{&c.Right, &d.Right},
		{&c.Wrong, &d.Wrong},
		{&c.Statuses, &d.Statuses},
		{&c.StatusesRight, &d.StatusesRight},
		{&c.Times, &d.Times},
		{&c.TimesRight, &d.TimesRight},
		{&c.Roles, &d.Roles},
		{&c.RolesRight, &d.RolesRight},
		{&c.Relations, &d.Relations},
		{&c.Evidences, &d.Evidences},
	} {
		*p[0] += *p[1]
	}
}

// A Report is the results of a set of articles.
type Report struct {
	Articles []Result              // in the order of the gold
	Total    Counts                // summed over the articles
	Types    map[string]TypeCounts // summed over the articles
	MacroF1  float64               // mean of the articles' relation F1
	Absent   []string              // gold articles without a document, counted as empty
}

// ScoreAll matches documents with gold articles by the last part of their path, or else of their id,
// and scores each gold article. Of two documents with one name the later counts.
func ScoreAll(gold []GoldArticle, docs []*graph.Document) Report {
	byName := map[string]*graph.Document{}
	for _, d := range docs {
		byName[nameOf(d)] = d
	}
	rep := Report{Types: map[string]TypeCounts{}}
	sum := 0.0
	for _, g := range gold {
		if byName[g.Name] == nil {
			rep.Absent = append(rep.Absent, g.Name)
		}
		r := Score(g, byName[g.Name])
		rep.Articles = append(rep.Articles, r)
		rep.Total.add(r.Counts)
		sum += r.RelationFigure().F1
		for typ, c := range r.Types {
			t := rep.Types[typ]
			rep.Types[typ] = TypeCounts{t.Wanted + c.Wanted, t.Hit + c.Hit, t.Right + c.Right, t.Wrong + c.Wrong}
		}
	}
	if len(gold) > 0 {
		rep.MacroF1 = sum / float64(len(gold))
	}
	return rep
}
