"""
Common parts of Arabic names, our own lists: nobody's whole name stands here.

In a scholar's letters, one for each Arabic letter (`ḥ ḵ ḏ š ṣ ḍ ṭ ẓ ʿ ġ`, long vowels `ā ī ū`,
a final `a` for the feminine ending, `á` for an alif that is written as a ya), so that
`onrecord.testing.people.letters` can write each in Arabic and as different people romanise it.
The commonest stand first.
"""

MEN = tuple("""
muḥammad,aḥmad,maḥmūd,ʿalī,ḥasan,ḥusayn,ʿabd al-raḥmān,ibrāhīm,yūsuf,ʿumar,ḵālid,ʿabd allāh
muṣṭafá,ismāʿīl,ḵalīl,sāmī,yāsir,ʿabd al-karīm,māhir,bilāl,ḥamza,ʿādil,saʿīd,ṣāliḥ,sālim,jamāl
kamāl,nāṣir,samīr,ʿimād,ziyād,walīd,rāmī,hānī,fādī,šādī,ʿabd al-ʿazīz,ʿabd al-qādir,ṭāriq,ʿiṣām
bāsil,bāsim,wāʾil,nabīl,ʿāṣim,fāris,mūsá,ʿīsá,ʿuṯmān,zakariyyā,yaḥyá,ayman,akram,anas,amīn,ašraf
ʿabd al-raḥīm,ʿabd al-ḥamīd,ʿabd al-fattāḥ,ʿabd al-hādī,ʿabd al-salām,ʿabd al-laṭīf,ʿabd al-majīd
ḥātim,ḥāzim,ḥusām,ḥamdān,ḥamīd,jihād,jalāl,jamīl,jawād,karīm,luʾay,maʾmūn,majdī,mājid,mālik
manṣūr,marwān,masʿūd,mazin,muʿāḏ,muʿtaz,muhannad,munḏir,munīr,murād,nāʾil,nādir,naʿīm,naṣr
nizār,nūr al-dīn,qāsim,quṣayy,qays,raʾfat,rāʾid,rašād,rašīd,riyāḍ,riḍā,saʿd,ṣabrī,ṣādiq,ṣalāḥ
salmān,sayf,sulaymān,ṣuhayb,šarīf,šawqī,ṯāʾir,ṯābit,ʿāmir,ʿammār,ʿāṭif,ʿawnī,ʿazzām,ʿuday,usāma
waḍḍāḥ,wisām,yazan,yāsīn,yaʿqūb,zāhir,zakī,zayd,ẓāfir,ġassān,ġāzī,fahd,fahmī,fāʾiz,fārūq,fatḥī
fawzī,fuʾād,firās,hāšim,hišām,haytam,iyād,idrīs,ilyās,isḥāq,jābir,ḏiyāb,dāwūd,badr,bahāʾ,barāʾ
budūr,burhān,bašār,anwar,asʿad,adham,adīb,arkān,iḥsān,tawfīq,taysīr,tamīm,zuhayr,luṭfī,nāhiḍ
""".replace("\n", ",").strip(",").split(","))  # fmt: skip

WOMEN = tuple("""
fāṭima,āmina,maryam,zaynab,ʿāʾiša,ḵadīja,nūr,hiba,āya,sāra,rīm,duʿāʾ,īmān,hanāʾ,samar,hudá,salmá
laylá,muná,amal,nādiya,sanāʾ,wafāʾ,rajāʾ,ḥanān,najwá,nawāl,suʿād,samīra,karīma,ḥalīma,raḥma
rānyā,rašā,dīnā,dānyā,līnā,lamá,maysāʾ,marwa,mays,malak,mīrā,nadá,nisrīn,nuhá,qamar,raġad,rahaf
rawān,rawḍa,rīmā,ruqayya,šahd,šaymāʾ,šahīra,sihām,sumayya,ṣabāḥ,ṣafāʾ,tasnīm,tahānī,tālā,ʿabīr
ʿafāf,ʿulā,umayma,wiʾām,yasmīn,yusrá,zahra,zuhūr,zakiyya,ġāda,ġadīr,fayrūz,fidāʾ,firyāl,fātin
farah,hadīl,hāla,hind,huwayda,ibtisām,ilhām,inʿām,intiṣār,islām,isrāʾ,itāf,jamīla,jawāhir,jūd
bāsima,batūl,bayān,bušrá,basma,badīʿa,anhār,amānī,asmāʾ,afnān,alāʾ,arwá,aḥlām,aṯīr,azhār
latīfa,lujayn,lubná,mufīda,munīra,mayyāda,nabīla,naʿīma,nāʾila,nahla,ṯurayyā,ḏikrá,ḥayāt,ḥasnāʾ
""".replace("\n", ",").strip(",").split(","))  # fmt: skip

FAMILIES = tuple("""
al-miṣrī,ḥamdān,al-najjār,al-ḥalabī,al-ḵaṭīb,al-šāmī,ḥammād,al-ḥasan,al-aḥmad,al-ʿalī,al-ḥaddād
al-sayyid,al-šayḵ,ʿawaḍ,al-ḵūrī,šāhīn,al-masrī,ḏiyāb,al-bannā,al-ḥājj,darwīš,al-ġūl,al-hindī
al-qāḍī,al-ṣabbāġ,al-ḵayyāṭ,al-ḥallāq,al-farrā,al-baṭniyya,al-najjārī,al-dabbāġ,al-naḥḥās,ṭāhā
al-ʿaṭṭār,al-bayṭār,al-šāʿir,al-kurdī,al-turk,al-maġribī,al-baġdādī,al-mawṣilī,al-ḥimṣī,al-ḥamawī
al-dimašqī,al-ḥūrānī,al-nābulusī,al-ḵalīlī,al-ṣafadī,al-yāfī,al-lidāwī,al-ramlāwī,al-ʿakkāwī
al-jundī,al-zayn,al-ašqar,al-aswad,al-asmar,al-aḥmar,al-aʿraj,al-aṭraš,al-ṭawīl,al-qaṣīr,al-kabīr
al-ṣaġīr,al-jamal,al-asad,al-nimr,al-ḏīb,al-ġazāl,al-hudhud,al-bāz,al-ṣaqr,al-nasr,al-šawwā
al-zaʿīm,al-amīr,al-malik,al-wazīr,al-nāẓir,al-muḵtār,al-muftī,al-imām,al-muʾaḏḏin,al-ḥāfiẓ
al-muqri,al-ḥakīm,al-ṭabīb,al-kātib,al-ḥāsib,al-tājir,al-sammān,al-laḥḥām,al-ḵabbāz,al-fawwāl
al-ḥalwānī,al-qahwajī,al-sāʿātī,al-kayyāl,al-wazzān,al-jazzār,al-ḥajjār,al-rassām,al-naqqāš
al-bustānī,al-fallāḥ,al-rāʿī,al-ṣayyād,al-baḥrī,al-jabalī,al-sahlī,al-ġarbī,al-šarqī,al-qiblī
barakāt,bakr,badawī,barġūṯ,daḥdūḥ,dalūl,dīb,faraj,ġanīm,ġānim,ḥabīb,ḥajāzī,ḥarb,ḥijāzī,ḥusnī
jabr,jarrār,jumʿa,kassāb,kanʿān,ḵaḍr,ḵalaf,ḵamīs,maṭar,muqdād,mahdī,nassār,nawfal,qandīl,qāsimī
rabāḥ,ramaḍān,rizq,ṣaqr,ṣubḥ,saʿāda,salāma,sarḥān,sukkar,šaʿbān,šalabī,šarīfī,šukr,ṭabāza,ʿabbās
ʿāšūr,ʿayyād,ʿīd,ʿudwān,wahba,yūnis,zaʿrab,zāyid,zaqūt,zuʿrub,ẓāhir,ʿubayd,ʿuqayl,qarāqiʿ
""".replace("\n", ",").strip(",").split(","))  # fmt: skip

# Families with rarer names are made from roots, so that a million rows are not of 200 families.
ROOTS = tuple("""
ḥmd,slm,ʿmr,ḵld,nṣr,jml,krm,šrf,rḥm,ḥsn,sʿd,ṣlḥ,fḍl,qsm,ʿdl,ḥkm,ktb,nʿm,bšr,ġnm,ḥrb,drs,zhr,sbʿ
ṭlb,ʿqb,frj,ṣbr,nbh,rbʿ,ḥbs,šhd,qbl,mlk,nẓr,ḏkr,ṯqf,ḍrb,bdr,ḥjz,ḵṣb,jbr,rwḥ,ʿwd,zyd,ṭyb,nwr,ġyṯ
sḥr,ʿfn,qrʿ,bṭš,dḥl,lbd,ḥrš,mṣʿ,ḵrs,zʿl,šqr,ʿjl
""".replace("\n", ",").strip(",").split(","))  # fmt: skip
SHAPES = ("{}ā{}i{}", "{}a{}ī{}", "{}a{1}{1}ā{}", "{}u{}ay{}", "ma{}{}ū{}", "{}i{}ā{}", "{}a{}{}ān")

PLACES_OF = ("tall", "dayr", "bayt", "ʿayn", "kafr", "wādī", "jabal", "ḵirbat")
PLACES = tuple("""
al-nahr,al-aḥmar,al-zaytūn,al-tīn,al-rummān,al-ḥajar,al-ṣaḥrāʾ,al-qamḥ,al-baḥr,al-nuṣūr
al-jawz,al-lawz,al-rīḥ,al-šams,al-malḥ,al-fuḵḵār,al-ḥammām,al-sūq,al-ḥiṣn,al-ġābāt
""".replace("\n", ",").strip(",").split(","))  # fmt: skip
