package extract

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/jdkato/prose/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/newsgraph/newsgraph/extract/article"
)

// TestWords holds the words that prose drops, leaves in one or tears.
func TestWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// words that begin like a clitic
		{"They said 'serious' things.", "They said ' serious ' things ."},
		{"He called it 'relevant' and 'modern' art.", "He called it ' relevant ' and ' modern ' art ."},
		{"The 'llama' farm and the 'sad' case.", "The ' llama ' farm and the ' sad ' case ."},
		{"They said 'so'. He left.", "They said ' so ' . He left ."},
		{"They said ‘serious’ things.", "They said ‘ serious ’ things ."},
		{"'Sources' told him so.", "' Sources ' told him so ."},
		// quotation marks keep their shape
		{"“We won,” he said.", "“ We won , ” he said ."},
		{"\"We won,\" he said.", "\" We won , \" he said ."},
		{"He wrote “Limits” in 2019.", "He wrote “ Limits ” in 2019 ."},
		// dashes
		{"Al-Nusra—which he led—split.", "Al-Nusra — which he led — split ."},
		{"The bank – Osterbank – failed.", "The bank – Osterbank – failed ."},
		{"From 2013–2017 he ruled.", "From 2013–2017 he ruled ."},
		{"The Vienna–Graz line closed.", "The Vienna – Graz line closed ."},
		{"He paused… then left.", "He paused … then left ."},
		// clitics
		{"Syria's army didn't stop.", "Syria 's army did n't stop ."},
		{"Syria’s army left.", "Syria ’s army left ."},
		{"The rebels' camp fell.", "The rebels ' camp fell ."},
		{"We're sure they'll say I'm wrong.", "We 're sure they 'll say I 'm wrong ."},
		{"SYRIA'S ARMY LEFT", "SYRIA 'S ARMY LEFT"},
		// brackets and other signs
		{"The Syrian Democratic Forces (SDF) left.", "The Syrian Democratic Forces ( SDF ) left ."},
		{"It cost $3.5 million, or 2%.", "It cost $ 3.5 million , or 2 % ."},
		{"Is it over?", "Is it over ?"},
		// short names before the last stop
		{"He met Xi.", "He met Xi ."},
		{"They won the Cup.", "They won the Cup ."},
		{"It bought Tram Inc.", "It bought Tram Inc."},
		{"He left the U.S.", "He left the U.S."},
	} {
		assert.Equal(t, c.want, strings.Join(wordsOf(sentencesOf(body(c.text))), " "), c.text)
	}
}

func TestSentenceEnds(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Gen. Asim Munir spoke. He left.", []string{"Gen. Asim Munir spoke .", "He left ."}},
		{"It was Lt. Col. Ana Kos who spoke. Nobody else did.", []string{"It was Lt. Col. Ana Kos who spoke .", "Nobody else did ."}},
		{"They met Sen. Lisa Crane. Gov. Tom Hale came too.", []string{"They met Sen. Lisa Crane .", "Gov. Tom Hale came too ."}},
		{"John F. Kennedy won. George W. Bush lost.", []string{"John F. Kennedy won .", "George W. Bush lost ."}},
		{"The U.S. withdrew. The U.K. stayed.", []string{"The U.S. withdrew .", "The U.K. stayed ."}},
		{"He said “We won.” Then he left.", []string{"He said “ We won . ”", "Then he left ."}},
		{"Did they win? Nobody knew! It was late.", []string{"Did they win ?", "Nobody knew !", "It was late ."}},
		{"At 3 p.m. local time it fell. It rained.", []string{"At 3 p.m. local time it fell .", "It rained ."}},
	} {
		assert.Equal(t, c.want, wordsOf(sentencesOf(body(c.text))), c.text)
	}
}

// TestParagraphsNeverMelt: a title or heading without a stop ends where its line ends.
func TestParagraphsNeverMelt(t *testing.T) {
	text := "Rebels leave Kharab\nOld wounds\nThe rebels left Kharab. They took\n\nnothing with them"
	a := &article.Article{Text: text}
	for _, p := range []struct {
		kind article.Kind
		text string
	}{{article.Title, "Rebels leave Kharab"}, {article.Heading, "Old wounds"}, {article.Body, "The rebels left Kharab. They took"}, {article.Body, "nothing with them"}} {
		start := strings.Index(text, p.text)
		a.Paragraphs = append(a.Paragraphs, article.Paragraph{Kind: p.kind, Start: start, End: start + len(p.text)})
	}
	got := sentencesOf(a)
	require.Equal(t, []string{"Rebels leave Kharab", "Old wounds", "The rebels left Kharab .", "They took", "nothing with them"}, wordsOf(got))
	assert.Equal(t, article.Title, got[0].kind)
	assert.Equal(t, article.Heading, got[1].kind)
	assert.Equal(t, []int{0, 1, 2, 2, 3}, []int{got[0].paragraph, got[1].paragraph, got[2].paragraph, got[3].paragraph, got[4].paragraph})
	assert.Equal(t, "They took", got[3].text(a))
}

// TestOnlyTheArticleIsRead: furniture and date lines have no sentences.
func TestOnlyTheArticleIsRead(t *testing.T) {
	for kind, want := range map[article.Kind]int{
		article.Title: 1, article.Heading: 1, article.Body: 1, article.Caption: 1, article.Dateline: 0, article.Furniture: 0,
	} {
		a := body("Rebels left Kharab.")
		a.Paragraphs[0].Kind = kind
		assert.Len(t, sentencesOf(a), want, kind)
	}
	assert.Empty(t, sentencesOf(&article.Article{Text: "nothing is a paragraph"}))
}

func TestQuoted(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"He said “we won” and left.", "we won"},
		{"He said \"we won\" and left.", "we won"},
		{"“We won, he said", "We won , he said"},
		{"Nobody spoke.", ""},
	} {
		var quoted []string
		for _, s := range sentencesOf(body(c.text)) {
			for _, tk := range s.tokens {
				if tk.quoted {
					quoted = append(quoted, tk.word)
				}
			}
		}
		assert.Equal(t, c.want, strings.Join(quoted, " "), c.text)
	}
}

// TestLongWords: what is too long to be a word is one, and what stands behind it is read as ever.
func TestLongWords(t *testing.T) {
	for _, long := range []string{"https://news.example/" + strings.Repeat("a-b,", 100), strings.Repeat(",", 1000), strings.Repeat("日", 300)} {
		got := wordsOf(sentencesOf(body("See " + long + " here. They said 'so'.")))
		assert.Equal(t, []string{"See " + long + " here .", "They said ' so ' ."}, got)
	}
	assert.Equal(t, []string{"They met", "and left ."}, wordsOf(sentencesOf(body("They met"+strings.Repeat(" ", 500)+"and left."))), "columns")
}

// TestAlignWithoutTokenizer: what no word was found for is cut at white space.
func TestAlignWithoutTokenizer(t *testing.T) {
	text := " one\u00a0two\n three"
	assert.Equal(t, []span{{1, 4}, {6, 9}, {11, 16}}, align(text, nil))
	assert.Equal(t, []span{{1, 4}, {6, 9}, {11, 16}}, align(text, []prose.Token{{Text: "two"}, {Text: ""}, {Text: "absent"}}))
	assert.Empty(t, align("", []prose.Token{{Text: "a"}}))
}

// checkTokens demands that the tokens of the paragraphs read are in order, inside their sentence
// and paragraph, apart, and leave out nothing but white space.
func checkTokens(t require.TestingT, a *article.Article, sentences []sentence) {
	covered := make([]bool, len(a.Text))
	at := 0
	for _, s := range sentences {
		p := a.Paragraphs[s.paragraph]
		require.Equal(t, p.Kind, s.kind)
		require.NotEmpty(t, s.tokens)
		require.GreaterOrEqual(t, s.start, p.Start)
		require.LessOrEqual(t, s.end, p.End)
		require.Equal(t, s.start, s.tokens[0].start)
		require.Equal(t, s.end, s.tokens[len(s.tokens)-1].end)
		for _, tk := range s.tokens {
			require.GreaterOrEqual(t, tk.start, at)
			require.Greater(t, tk.end, tk.start)
			require.Equal(t, a.Text[tk.start:tk.end], tk.word)
			require.True(t, utf8.RuneStart(a.Text[tk.start]))
			at = tk.end
			for i := tk.start; i < tk.end; i++ {
				covered[i] = true
			}
		}
	}
	for _, p := range a.Paragraphs {
		for i, r := range a.In(p) {
			read := p.Kind != article.Furniture && p.Kind != article.Dateline
			if want := read && !unicode.IsSpace(r); want != covered[p.Start+i] && !unicode.IsSpace(r) {
				require.Equal(t, want, covered[p.Start+i], "%q at %d of %q", r, i, a.In(p))
			}
		}
	}
}

// newsLike draws text that looks like news, with all that tokenizers stumble over.
func newsLike() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{
			"al-Sharaa", "Kim Jong-un", "Hay’at", "U.S.", "Gen.", "J. K.", "'serious'", "'s", "’s", "'ll", "'m", "'re", "—", "–", "…", "...", "“", "”", "\"", "(", ")",
			"14-year-old", "US-led", "don't", "can’t", "$3.5", "50%", "3 p.m.", ".", "!", "?", ",", ";", ":", "said", "Rebels", "left", "\n\n", "\n", "\u00a0", "\u2028",
			"日本", "é", "İ", "👩‍👩‍👧", "e\u0301", "\ufeff", "\u200b", "http://a.b/c?d=e", "@who", ":-)", "--", "''", "``", "<b>", "&amp;",
		}),
		rapid.StringN(0, 8, 24),
	)
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for _, p := range rapid.SliceOfN(piece, 0, 40).Draw(t, "pieces") {
			b.WriteString(p)
			b.WriteString(rapid.SampledFrom([]string{" ", " ", " ", ""}).Draw(t, "gap"))
		}
		return b.String()
	})
}

func TestTokensCoverTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.ToValidUTF8(newsLike().Draw(t, "text"), "")
		a, err := article.Read(strings.NewReader(text), "rapid", article.Options{})
		if err != nil {
			t.Skip()
		}
		checkTokens(t, a, sentencesOf(a))
		one := body(text)
		checkTokens(t, one, sentencesOf(one))
	})
}

func TestAbbreviationBeforeBlanks(t *testing.T) {
	for _, text := range []string{"U.S. \u00a0 ", "U.S.", "U.S. Senator", "U.S.  \u2003x"} {
		a, err := article.Read(strings.NewReader("A title of some length here\n\n"+text), "x.txt", article.Options{})
		require.NoError(t, err)
		assert.NotPanics(t, func() { sentencesOf(a) }, text)
	}
}
