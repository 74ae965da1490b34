package web

import (
	"math"
	"sync"

	"gonum.org/v1/gonum/spatial/barneshut"
	"gonum.org/v1/gonum/spatial/r2"
)

// How the layout is made. Nodes push each other away by one over their distance, links
// pull by their length, and all is drawn to the middle, so that parts without a link between them
// stay together: the forces of ForceAtlas2 (Jacomy et al., PLOS ONE 2014) with the cooling of
// Fruchterman and Reingold. The pushes of all on all are gonum's Barnes-Hut. Its EadesR2 is not
// taken: it has no pull to the middle, nodes of many links swing ever wider in it, and it ends as soon
// as two nodes meet.
const (
	layoutRounds  = 150
	cooling       = 0.965
	layoutTheta   = 1.2  // how coarse Barnes-Hut is
	repulsion     = 9.0  // the square of the length of a link alone
	gravity       = 0.5  // pull to the middle, by the distance from it
	layoutWorkers = 4    // a fixed number of shares, so that sums never depend on the machine
	nodeSpacing   = 46.0 // of the result: the side of the square that a node has on average
)

// A body is a node while it is laid out.
type body struct {
	at, force r2.Vec
	hold      float64 // how much its links and the pull to the middle hold it
}

// Coord2 and Mass implement barneshut.Particle2. The mass is 1, as gonum sets the middle of a single
// particle of any other mass wrong.
func (b *body) Coord2() r2.Vec { return b.at }
func (b *body) Mass() float64  { return 1 }

// place returns a position for each of n nodes joined by links, which are pairs of their indexes. It
// is the same on every run. Nodes without a link lie in a ring around the others.
func place(n int, links [][2]int) []r2.Vec {
	degree := make([]int, n)
	for _, l := range links {
		degree[l[0]]++
		degree[l[1]]++
	}
	var linked, alone []int
	for i, d := range degree {
		if d > 0 {
			linked = append(linked, i)
		} else {
			alone = append(alone, i)
		}
	}
	l := newLayout(n, linked, links, degree)
	for range layoutRounds {
		if !l.step() {
			break
		}
	}
	places := make([]r2.Vec, n)
	radius := l.spread(places, linked)
	for k, i := range alone {
		places[i] = spiral(k, nodeSpacing/2, radius+nodeSpacing)
	}
	return places
}

// A layout is a graph on its way to rest.
type layout struct {
	bodies []*body
	plane  *barneshut.Plane
	links  [][2]int // indexes of bodies
	heat   float64
}

// newLayout starts the linked nodes in the order of a walk over them, near those that they are
// linked with, along a spiral.
func newLayout(n int, linked []int, links [][2]int, degree []int) *layout {
	l := &layout{}
	neighbours := make([][]int, n)
	for _, link := range links {
		neighbours[link[0]] = append(neighbours[link[0]], link[1])
		neighbours[link[1]] = append(neighbours[link[1]], link[0])
	}
	index := make([]int, n)
	particles := make([]barneshut.Particle2, 0, len(linked))
	for _, i := range linked {
		b := &body{hold: float64(degree[i]) + 1 + gravity}
		index[i] = len(l.bodies)
		l.bodies = append(l.bodies, b)
		particles = append(particles, b)
	}
	// Where pushes and the pull to the middle are even, the bodies fill a disc of this radius.
	radius := math.Sqrt(repulsion * float64(len(linked)) / gravity)
	for k, i := range walk(linked, neighbours) {
		l.bodies[index[i]].at = spiral(k, radius*math.Sqrt(math.Pi/float64(len(linked))), 0)
	}
	l.heat = radius / 8
	for _, link := range links {
		l.links = append(l.links, [2]int{index[link[0]], index[link[1]]})
	}
	l.plane = &barneshut.Plane{Particles: particles}
	return l
}

// walk returns the nodes part by part of the graph, each from its first node outwards.
func walk(nodes []int, neighbours [][]int) []int {
	seen := make([]bool, len(neighbours))
	var order []int
	for _, start := range nodes {
		if seen[start] {
			continue
		}
		seen[start] = true
		order = append(order, start)
		for at := len(order) - 1; at < len(order); at++ {
			for _, next := range neighbours[order[at]] {
				if !seen[next] {
					seen[next] = true
					order = append(order, next)
				}
			}
		}
	}
	return order
}

// spiral returns the k-th place of a spiral that fills the plane evenly from a radius outwards, so
// that places of near numbers are near.
func spiral(k int, spacing, inner float64) r2.Vec {
	turn := math.Sqrt(4*math.Pi*float64(k) + math.Pow(2*math.Pi*inner/spacing, 2))
	sin, cos := math.Sincos(turn)
	return r2.Scale(spacing*turn/(2*math.Pi), r2.Vec{X: cos, Y: sin})
}

// step moves all bodies once and reports whether it makes sense to go on.
func (l *layout) step() bool {
	if len(l.bodies) < 2 || l.plane.Reset() != nil {
		return false
	}
	l.repel()
	for _, link := range l.links {
		a, b := l.bodies[link[0]], l.bodies[link[1]]
		pull := r2.Sub(b.at, a.at)
		a.force, b.force = r2.Add(a.force, pull), r2.Sub(b.force, pull)
	}
	l.move()
	return true
}

// repel sets the forces to the push of all other bodies and the pull to the middle. Each body's sum
// is its own, so that workers change nothing about it.
func (l *layout) repel() {
	push := func(_, _ barneshut.Particle2, _, mass float64, v r2.Vec) r2.Vec {
		if d2 := r2.Norm2(v); d2 > 0 {
			return r2.Scale(-repulsion*mass/d2, v)
		}
		return r2.Vec{}
	}
	var wait sync.WaitGroup
	for share := range layoutWorkers {
		wait.Go(func() {
			for i := share; i < len(l.bodies); i += layoutWorkers {
				b := l.bodies[i]
				b.force = l.plane.ForceOn(b, layoutTheta, push)
				b.force = r2.Sub(b.force, r2.Scale(gravity, b.at))
			}
		})
	}
	wait.Wait()
}

// move moves the bodies along their forces, the less the more they are held, and none by more than the heat, which falls from round to round.
func (l *layout) move() {
	for _, b := range l.bodies {
		by := r2.Scale(1/b.hold, b.force)
		if length := r2.Norm(by); length > l.heat {
			by = r2.Scale(l.heat/length, by)
		}
		b.at = r2.Add(b.at, by)
	}
	l.heat *= cooling
}

// spread writes the places of the linked nodes, scaled to the spacing, and returns their radius.
func (l *layout) spread(places []r2.Vec, linked []int) float64 {
	var sum, radius float64
	for _, b := range l.bodies {
		sum += r2.Norm2(b.at)
	}
	scale := 1.0
	if sum > 0 {
		n := float64(len(l.bodies))
		scale = nodeSpacing * math.Sqrt(n/2/math.Pi) * math.Sqrt(n/sum) * 1.2
	}
	for k, b := range l.bodies {
		places[linked[k]] = r2.Scale(scale, b.at)
		radius = max(radius, r2.Norm(places[linked[k]]))
	}
	return radius
}
