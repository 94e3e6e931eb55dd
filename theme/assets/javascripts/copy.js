/* In an offline copy another file has this name: it shows of which day the copy is (chidao pack). */
