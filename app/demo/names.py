"""Invented names, as they are borne by people of that age in France.

None is an everyday word: the tests search logs for them, and "Rose" or "Petit" would be found where
nobody is named.
"""

from __future__ import annotations

WOMEN = (
    "Simone", "Paulette", "Denise", "Yvonne", "Madeleine", "Suzanne", "Germaine", "Raymonde",
    "Lucienne", "Ginette", "Odette", "Huguette", "Georgette", "Henriette", "Marcelle", "Andrée",
    "Thérèse", "Jacqueline", "Monique", "Micheline", "Gisèle", "Colette", "Josette", "Bernadette",
    "Solange", "Fernande", "Arlette", "Mauricette", "Yvette", "Éliane", "Liliane", "Gilberte",
    "Marie-Louise", "Marie-Thérèse", "Augustine", "Berthe", "Cécile", "Christiane", "Claudine",
    "Émilienne", "Eugénie", "Geneviève", "Juliette", "Léontine", "Louisette", "Lucette", "Mathilde",
    "Pierrette", "Régine", "Rolande", "Yolande", "Zohra", "Fatima", "Concetta", "Ludmila",
    "Marie-Josèphe", "Antonietta", "Josiane", "Danielle", "Francine", "Jeannine", "Marinette",
    "Reine-Marie", "Noémie", "Hortense", "Adrienne", "Edmonde", "Gabrielle", "Henriette-Marie",
    "Irénée", "Joséphine", "Leontyna", "Malika", "Nadège", "Ottilie", "Philomène", "Roberte",
    "Séraphine", "Thi Hong Phuong", "Ursule", "Valentine", "Wanda", "Zélie", "Anne-Marie", "Bérengère",
)  # fmt: skip

MEN = (
    "Marcel", "Roger", "Maurice", "Lucien", "Raymond", "Georges", "Fernand", "Gilbert", "Bernard",
    "Jacques", "Robert", "Roland", "Henri", "Gaston", "Eugène", "Edmond", "Armand", "Albert",
    "Ahmed", "Giuseppe", "Antonio", "Jean-Baptiste", "Jean-Pierre", "Mohamed", "Stanislas",
    "Marius", "Augustin", "Théodore", "Léopold", "Ambroise", "Anselme", "Baptistin", "Casimir",
    "Désiré-Jean", "Étienne", "Félicien", "Grégoire", "Honoré-Marie",
)  # fmt: skip

FAMILIES = (
    "Lefèvre", "Bertrand", "Girard", "Fournier", "Guérin", "Gauthier", "Perrin", "Dumont",
    "Lambert", "Legrand", "Garcia", "Rodriguez", "Masson", "Caron", "Renaud", "Picard", "Giraud",
    "Brunet", "Vasseur", "Lemoine", "Delorme", "Pelletier", "Aubert", "Schmitt", "Kowalczyk",
    "Nowak", "Ferreira", "Da Silva", "Nguyen", "Haddad", "Belkacem", "Traoré", "Diallo", "Rousseau",
    "Marchal", "Langlois", "Jacquet", "Prévost", "Leclercq", "Humbert", "Bailly", "Hamel",
    "Carpentier", "Besson", "Klein", "Weiss", "Tessier", "Jacob", "Hubert", "Kerbrat", "Le Bihan",
    "Etcheverry", "Casanova", "Santoni", "Lacombe", "Delattre", "Vandenberghe", "Dufour", "Chauvin",
    "Ménard", "Thibault", "Rolland", "Pasquier", "Morvan", "Peltier", "Grandjean", "Baudry",
    "Cordier", "Evrard", "Fleury", "Guilbert", "Hervouet", "Imbert", "Joubert", "Kessler",
    "Lachaume", "Mauduit", "Navarro", "Ollivier", "Quéré", "Raynaud", "Sabatier",
    "Tanguy", "Valentin", "Wagner", "Ybert", "Zimmermann", "Amiot", "Barreau",
    "Delaunay", "Esnault", "Ferrand", "Gosselin", "Hardouin", "Jourdan", "Kaminski", "Lebreton",
    "Maréchal-Dupuis", "Nicolas-Ferrer", "Orsini", "Pruvost", "Quentin", "Rigaud", "Savary",
    "Texier", "Vauthier", "Wattel", "Zanetti", "Abadie", "Bouvet", "Cadoret", "Derrien",
    "Escoffier", "Fabre", "Guichard", "Huet", "Jollivet", "Lozach", "Mazoyer", "Noblet",
    "Quiniou", "Seguin", "Thouvenin",
)  # fmt: skip

BIRTH_FAMILIES = (
    "Aubry", "Bazin", "Chartier", "Duchesne", "Emery", "Faucher", "Godard", "Hebrard", "Jamet",
    "Kieffer", "Laurent", "Mignard", "Nourry", "Ozanne", "Parisot", "Rochette", "Salvy", "Thomasset",
    "Vernet", "Weber", "Allard", "Briand", "Coudray", "Drouet", "Fayolle", "Gilles", "Hamon", "Jarry",
)  # fmt: skip
