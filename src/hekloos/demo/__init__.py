"""An invented lab to try Hekloos with: Leerlab Techniek in the region De Waarden.

Schools, programmes, lessons and codes exist nowhere else; every sentence was written for this project.

- `vmbo-techniek.csv`: exam programme "Techniek in en om het huis" of the vmbo schools Het Sluiswerk,
  De Klinkerhof and Vakcollege Rietveen.
- `mbo-monteur.csv`: qualification "Allround installatiemonteur woning" (invented crebo 99001),
  level 2 and 3, of Regiocollege De Waarden.
- `lessen-vmbo/` and `lessen-mbo/`: lesson material of Het Sluiswerk and of Regiocollege De Waarden.
  Some passages stand word for word on both sides, as happens when teachers share a worksheet.
- `truth.csv`: what two teachers at one table would say of pairs (left is vmbo, right is mbo).
- `lesson_truth.csv`: which lesson treats, or only touches, which item of its own side. Both tables were written
  by language models in the role of teachers.
"""
