-- A gradebook of version 0.1.0 in PostgreSQL; version_1.sqlite is the same.
CREATE TABLE gradebook_version (
	version INTEGER NOT NULL, 
	PRIMARY KEY (version)
);
CREATE TABLE student (
	key VARCHAR COLLATE "C" NOT NULL, 
	name VARCHAR COLLATE "C" NOT NULL, 
	ids JSON NOT NULL, 
	PRIMARY KEY (key)
);
CREATE TABLE attempt (
	id SERIAL NOT NULL, 
	student VARCHAR COLLATE "C" NOT NULL, 
	submission VARCHAR COLLATE "C" NOT NULL, 
	grading VARCHAR COLLATE "C" NOT NULL, 
	submitted_at TIMESTAMP WITH TIME ZONE, 
	late BOOLEAN, 
	graded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	seed VARCHAR COLLATE "C" NOT NULL, 
	score DOUBLE PRECISION NOT NULL, 
	points DOUBLE PRECISION NOT NULL, 
	complete BOOLEAN NOT NULL, 
	document BYTEA NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (student, submission), 
	FOREIGN KEY(student) REFERENCES student (key)
);
CREATE TABLE override (
	id SERIAL NOT NULL, 
	student VARCHAR COLLATE "C" NOT NULL, 
	exercise VARCHAR COLLATE "C" NOT NULL, 
	score DOUBLE PRECISION, 
	reason VARCHAR COLLATE "C" NOT NULL, 
	by VARCHAR COLLATE "C" NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(student) REFERENCES student (key)
);
CREATE TABLE grade (
	attempt INTEGER NOT NULL, 
	exercise VARCHAR COLLATE "C" NOT NULL, 
	title VARCHAR COLLATE "C" NOT NULL, 
	status VARCHAR COLLATE "C" NOT NULL, 
	score DOUBLE PRECISION NOT NULL, 
	points DOUBLE PRECISION NOT NULL, 
	PRIMARY KEY (attempt, exercise), 
	FOREIGN KEY(attempt) REFERENCES attempt (id) ON DELETE CASCADE
);
CREATE TABLE outcome (
	attempt INTEGER NOT NULL, 
	exercise VARCHAR COLLATE "C" NOT NULL, 
	position INTEGER NOT NULL, 
	name VARCHAR COLLATE "C" NOT NULL, 
	title VARCHAR COLLATE "C" NOT NULL, 
	status VARCHAR COLLATE "C" NOT NULL, 
	cause VARCHAR COLLATE "C", 
	mistake VARCHAR COLLATE "C", 
	score DOUBLE PRECISION NOT NULL, 
	points DOUBLE PRECISION NOT NULL, 
	PRIMARY KEY (attempt, exercise, position), 
	FOREIGN KEY(attempt) REFERENCES attempt (id) ON DELETE CASCADE
);
INSERT INTO "gradebook_version" (version) VALUES (1);
INSERT INTO "student" (key, name, ids) VALUES ('ada', 'Lovelace, Ada', '{"canvas": "101", "email": "ada@example.org", "moodle": "1", "sid": "A1"}');
INSERT INTO "student" (key, name, ids) VALUES ('bob', '=HYPERLINK("http://evil")', '{"canvas": "102", "email": "+bob@example.org", "moodle": "2"}');
INSERT INTO "student" (key, name, ids) VALUES ('cyd', 'Cyd_Chärisse', '{"github": "cydc", "login": "cyd", "moodle": "3"}');
INSERT INTO "student" (key, name, ids) VALUES ('dee', 'Dee, Absent', '{"canvas": "104"}');
INSERT INTO "student" (key, name, ids) VALUES ('eve', 'Eve; O''Late', '{"canvas": "105", "moodle": "5"}');
INSERT INTO "attempt" (id, student, submission, grading, submitted_at, late, graded_at, seed, score, points, complete, document) VALUES (1, 'ada', 'first', 'checks of today', '2026-11-20 12:00:00.000000+00', NULL, '2026-11-21 08:00:00.000000+00', '7', 10.0, 10.0, true, '\x7801ed54c96edb3010fd1581675b9094362d7ceb35e79c5a14c1981c5b4c2451e0e2c410fcef7d237951baa4e9a19720800e7ab3701edf0c675041d7dc925a950ba55df281d54a6d3d19cb5d0c6aa1424c06bfb0922160c33bab2548f709d006d750b4ae8365939a06a686f6ec835a7dfb8e6c6603cf2798e55036772447554575bd2ccb6555de169f574581ef2b4276c8c351c81da6708fd8222fe18aceeb5a32f3f20ab04b6dbf1788ff7e1febb1fe555e96ea80a2da79302c8bbc80d759b9c811d96d071f2809b9ce453ef2e427f6da86110eca0ae736f0dd490821606323d7bead393b9933b7c92270cbd4216463c78879620e96a221c5844aaaa71050fd4cf17ace700481b5eb0c628bbcfa2899c625510c392d87405be10030e38e06ea07b9c7f09b429a92b4b4436b7e3a819f7ad651b4989ca463a2e6841e6b160d279767cc43b73d419dfc4e949a9cf7a4ddda92746d32605abcbdf821565f9f9d3d796a399e07642350c84b3ff08bdbc994cdd5d60dd936d3d4346c32ca2fea5573f546d05a48fd70e65da3f5935c8623d9f3e56a6b30d36ab5a126f0423d3a2f8a0f87c3e28d48b87e49c2f5bb84af9842fd9284fabf4a287b13ab58b6ac3c0b8a91db1e833c3daf67d33a6eaadd7d3f23fb25dbe15d3bbfbc393eccacf7ce241d1173dc5048f8cb62fa307f5a23785f4c4a16f71f1793998dc4afeafde3628a3e3ddb4baf9d08c45dc6e307d3c992ee');
INSERT INTO "attempt" (id, student, submission, grading, submitted_at, late, graded_at, seed, score, points, complete, document) VALUES (2, 'bob', 'first', 'checks of today', '2026-11-20 12:00:00.000000+00', NULL, '2026-11-21 08:00:00.000000+00', '7', 2.0, 10.0, true, '\x7801ed55c96edb3010fd1582879e1c4172ba41280214682f3df414f4d03630c62465319144818b93c0c8bff78de4456eea2e4081e650c307cec6797cb3682383aa4d4bb22c6652b9e48391a55c79d2d67431c8990c31691ca15dba25646dd656b193ea13441b5c43d1ba0e9a2a350d540ddd1b1f64f9e50ad1c668585e41cd971abd20be6a9ecf5f9e15c5d9bcb8cc5f97798eff67b8ac1187ab10bb19dd3d7cf3ac80293aaf6a8ecc8a73885d6afb7b1671eeef633de43fcf8a423e20a9721e08e7590ea3b3fc8eb2c859b2ab0e2620626c9d8b660bd3dc19af6c18c48db40cb90d66b1e381f3dbd8f0ab2f6b23766ae12a1121b7863ab85476f098066600c914524cc8242b828b66cd0f10be6480c128d769f8e6d9fc05476a979830c4b426045a31060813eca89fbae1776c0e897a0a6148a42871453b54e6bb1bcc5d6f54642e4623a998a8d949b7b5610a47933768876eb51355f26b666a345e93724b4b5cb4518166f1f66007597dbd37f6e4a93571df1f158b0c9eeb81235e4778de946dd5906d85a206d409ca4eb03714bbb5a0fa668fbb46e947bab489a07e87b0b61a2d2dcb8a9a6066f2d679667cf3f0309b50b8afd5964279eb5db79ab6c4a1201f45b4908666a89c6f5343e29978b3bc00d827cb330ff3499e97139e87c9d9cdd131cf32a4362c6c17225a64e1aac57614b6ccbfb36bab0d5ff5bf008f1b5dfdac00eadf14805736be02bce079242946d3f618a271b48f2665d892ebeb7ef28ab7628d9de2fcd987ed5210bd773aa9089fed7644c02f96e251bb3dff8b4bf1d1447bc2cae7757c98e44fd424f3de7be74bf135e5f889abab0bb124767bb2a3cce04e8eb23ed54903b77fb832a34f471bf377fb057e87e6f9067b85c77d');
INSERT INTO "attempt" (id, student, submission, grading, submitted_at, late, graded_at, seed, score, points, complete, document) VALUES (3, 'cyd', 'first', 'checks of today', '2026-11-20 12:00:00.000000+00', NULL, '2026-11-21 08:00:00.000000+00', '7', 4.0, 10.0, false, '\x7801dd554d6bdb4010fd2b620f3d394272dab4985228f4d4434f39b51433de5d599b48bb623fec1893ffde37926ccba10e2994120a3e6876667666debc7dde8b206bdd92589433215df2418b85587b5246db18c44c8498143e712a770ab6d21b2339487609a609aea1689cc549959a06470dedb40f62f1e327b2b556f0bcc7315faad592f8aa7931bfb92acbab79795b7c5814057edf11b2411eae42ee7e08f7882df212aee8bcac39332faf61dad4763b36f1dded62ddd7bfcecb523ca2a8741e1dbecd0b389de1391665c196595bb8d011f7665dd4639bfa417b69426fee85e196dba097071cb8be890d4f7d5bebec709cb92a8bb05b4d162195e923a689399a64082926541215218441fc5d8737dc60d0d25985d8229fbfe34ce51203869c5687406bee01c6a477ec4fdef31cfb53a18e42e80b494abc518bcd3cb9413f745a46c66270928c899a83b5ad354338b8bc061decfa60cae4378cd4e0bc23e956867869c301c8e2cdc90fb0bafae8ecc853abe3911f159bdc3cef039f988e30de146dd9906933490da0cb283fa1379feeb7375a03a8ef8f7dd758fd0097d211d01f3aac8d02a5c5a2a226e899d83acf88ef1f1f67ff0984abe7205cfd33088f741f5928b6ded9f5f4559d38fd2d8b0656ff9e2ae7dbd450f626fbb8fa84515e2d55e57338cb09cebdf81ca4e89caa22a4362c8d0d11af6ce9aae5a8262379bf988d519aaf7a21875974a1e32cd1fca82846dd767806c3e33ce37aaf739bbb6e32c5e76c035570feeaebf8acb3ce3b956444cca86f4878226bc90eda8e9851d8cee6ed75f82f09dba4d4056963410e64d5ca3d645b0a59e342cce296ffb35e3193f84fe1a2e8a94b4cea91fd43d18b3e9d69de4bf982b813797e014f7cb401');
INSERT INTO "attempt" (id, student, submission, grading, submitted_at, late, graded_at, seed, score, points, complete, document) VALUES (4, 'eve', 'first', 'checks of today', '2026-11-20 12:00:00.000000+00', true, '2026-11-21 08:00:00.000000+00', '7', 6.0, 10.0, true, '\x7801ed54cb6edb3010fc1581675b909c362d74ebb5e79c5a14014dae2dc69248f0a1c410fcef9d95625969d32005d2438b023a685fe47076770611544dad1455b912ca261f485462efa536d4c5205622c4a4f10b2ff5045b536f14272997609a601b198dede0d9a5a681ab9147f241545fbfa19a4823f2016e3e94f4ade4a336c5e67a5d96eb4d79537cac8a02df17a4f4a8c351a81da6748fdc222f118ad6ab9a2bf3f20a66975a776413ffee18ebf1feabbc2cc509972aeb81f03a2f10b486df5195055b66df2104448cadb3911e61d2037965c2680ec230e436d0ed9907bedfc4865f7d5353767667769745d82dc90e293b33662c0b7380640a654cb8493819026e7f1ee1083790b29d466e916fde73a5b68909434d4b21c83d6380b1c08efea903bf6378e622251377b443677e38811e1ca9c85c4c41a96292cdd9baaf89299c429e300eddfe6caae47b666a0ade4965b74672d3260786c59b4b1c64b97a0e3ae9654b719e8f1d9b0c9efb815fbc4ee2794bb655234d9b29d934a433995fd8db2cfb3b1aad01d58719778dd64f74698ad2cc8fab8dc6488b6a279b402b716f3d333e9c4eab7f84c2ed4b146eff53f88a29542f51a8fe28852c9b506216595e0b1923b50e833cadd793691d95aabf730bb09fb21e7b6dfdfaf3e36266ce5b9d5444cea450d339b3286169026ff7ac4aa3529e75f31d2fd91ba9523818e746fdfb0b658965fb97b2a41703f1337dbf294bd1a727aaf4da7940de6538be03206a92cf');
INSERT INTO "attempt" (id, student, submission, grading, submitted_at, late, graded_at, seed, score, points, complete, document) VALUES (5, 'ada', 'second', 'checks of today', '2026-11-20 17:00:00.000000+00', NULL, '2026-11-21 08:00:00.000000+00', '7', 8.0, 10.0, true, '\x7801e5554d6bdb4010fd2b620f3d394272da34985228f4d4434f39b51433de1d599b485ab11f4e82c97fef1b49b69590861c5a6829f8a0371fbb33efcd8ef72ae89a5b52ab72a1b44b3eb05aa9ad2763b98b412d5488c9e0135632046c7867b504e93e01dae01a8ad675b054a969606ae89e7d50abef3f90cd6ce0790fb31cca664d72d4b2585e9c95e5d9b2bc2a2e574581df3784ec9087a390bb1fc33d628bbc842b3aaf6bc9cccb73c02eb5fdbd407cf7f7b11eee3fcfcb523de052ed3c2abccc0b389d953e566521c86e3bb85091d4d6b9c853997cc75edb30c0bdb252721b787de041eeb7b191aeaf6ace0ee6cc5559046e993a845476889827e6285228a4987093aa0821462c63856fe7155e0808ac5d67105be4cb7792695c12c290d37208b4951a0066b5433f7d237dec9fb948531a14bdf5aedbcefb399df6358b1668e8a472be4d0d656fb20f9b8fb886ef7ad65108eba0ed42918e899a03baad59781e5d9e3133ddf60075f23ba173745e93761b4ba2ec68c044797bf283d1be3e3a7bf2d4723c0e5125503a14d1f0090a6412e792e8866c9b696ac06f4639bc13c583ec8721580ac5ad851e377248486d58db2e4494be76d57ad2b1c6c4c0fbd9eeac6139ca70847087d26b6bf020d4aaa226f042dd3a2f7aed1f1e1633017a0a61507a1260ecfa44fadfccede6256e37336e073a9fe776ec7762f2ffa350bf44a1fea314cad2c51e97152def8562e4b6c73c8f8a3c9ad661cfedaefb59b19fb21d1ebcf3675fa6179bf5de99a42362a6fd8684276bed38eccfadb561c7fda6b576bce81f7c55b2f67fb9b1cc6c241efd290ce0b8b15ef7aaa24f8ff6d26b270271a7f1f809566aa886');
INSERT INTO "override" (id, student, exercise, score, reason, by, at) VALUES (1, 'bob', 'mse_gradient', 5.0, '=explained it to me', 'prof', '2026-11-29 12:15:43.660075+00');
INSERT INTO "override" (id, student, exercise, score, reason, by, at) VALUES (2, 'bob', 'mse_gradient', NULL, 'a mix-up', 'prof', '2026-11-29 12:15:43.708163+00');
INSERT INTO "override" (id, student, exercise, score, reason, by, at) VALUES (3, 'eve', 'vjp', 2.5, 'oral exam', 'prof', '2026-11-29 12:15:43.728072+00');
INSERT INTO "grade" (attempt, exercise, title, status, score, points) VALUES (1, 'mse_gradient', 'The gradient of the mean', 'passed', 6.0, 6.0);
INSERT INTO "grade" (attempt, exercise, title, status, score, points) VALUES (1, 'vjp', 'A vector-Jacobian product', 'passed', 4.0, 4.0);
INSERT INTO "grade" (attempt, exercise, title, status, score, points) VALUES (2, 'mse_gradient', 'The gradient of the mean', 'failed', 2.0, 6.0);
INSERT INTO "grade" (attempt, exercise, title, status, score, points) VALUES (2, 'vjp', 'A vector-Jacobian product', 'failed', 0.0, 4.0);
INSERT INTO "grade" (attempt, exercise, title, status, score, points) VALUES (3, 'mse_gradient', 'The gradient of the mean', 'failed', 4.0, 6.0);
INSERT INTO "grade" (attempt, exercise, title, status, score, points) VALUES (3, 'vjp', 'A vector-Jacobian product', 'ungraded', 0.0, 4.0);
INSERT INTO "grade" (attempt, exercise, title, status, score, points) VALUES (4, 'mse_gradient', 'The gradient of the mean', 'passed', 6.0, 6.0);
INSERT INTO "grade" (attempt, exercise, title, status, score, points) VALUES (4, 'vjp', 'A vector-Jacobian product', 'missing', 0.0, 4.0);
INSERT INTO "grade" (attempt, exercise, title, status, score, points) VALUES (5, 'mse_gradient', 'The gradient of the mean', 'failed', 4.0, 6.0);
INSERT INTO "grade" (attempt, exercise, title, status, score, points) VALUES (5, 'vjp', 'A vector-Jacobian product', 'passed', 4.0, 4.0);
INSERT INTO "outcome" (attempt, exercise, position, name, title, status, cause, mistake, score, points) VALUES (1, 'mse_gradient', 0, 'a', 'The claim called a.', 'passed', NULL, NULL, 2.0, 2.0);
INSERT INTO "outcome" (attempt, exercise, position, name, title, status, cause, mistake, score, points) VALUES (1, 'mse_gradient', 1, 'b', 'The claim called b.', 'passed', NULL, NULL, 2.0, 2.0);
INSERT INTO "outcome" (attempt, exercise, position, name, title, status, cause, mistake, score, points) VALUES (1, 'mse_gradient', 2, 'c', 'The claim called c.', 'passed', NULL, NULL, 2.0, 2.0);
INSERT INTO "outcome" (attempt, exercise, position, name, title, status, cause, mistake, score, points) VALUES (1, 'vjp', 0, 'd', 'The claim called d.', 'passed', NULL, NULL, 4.0, 4.0);
INSERT INTO "outcome" (attempt, exercise, position, name, title, status, cause, mistake, score, points) VALUES (2, 'mse_gradient', 0, 'a', 'The claim called a.', 'passed', NULL, NULL, 2.0, 2.0);
INSERT INTO "outcome" (attempt, exercise, position, name, title, status, cause, mistake, score, points) VALUES (2, 'mse_gradient', 1, 'b', 'The claim called b.', 'failed', 'wrong_gradient', 'sums_instead_of_mean', 0.0, 2.0);
INSERT INTO "outcome" (attempt, exercise, position, name, title, status, cause, mistake, score, points) VALUES (2, 'mse_gradient', 2, 'c', 'The claim called c.', 'failed', 'wrong_gradient', 'sums_instead_of_mean', 0.0, 2.0);
INSERT INTO "outcome" (attempt, exercise, position, name, title, status, cause, mistake, score, points) VALUES (2, 'vjp', 0, 'd', 'The claim called d.', 'failed', 'raised', NULL, 0.0, 4.0);
INSERT INTO "outcome" (attempt, exercise, position, name, title, status, cause, mistake, score, points) VALUES (3, 'mse_gradient', 0, 'a', 'The claim called a.', 'passed', NULL, NULL, 2.0, 2.0);
INSERT INTO "outcome" (attempt, exercise, position, name, title, status, cause, mistake, score, points) VALUES (3, 'mse_gradient', 1, 'b', 'The claim called b.', 'passed', NULL, NULL, 2.0, 2.0);
INSERT INTO "outcome" (attempt, exercise, position, name, title, status, cause, mistake, score, points) VALUES (3, 'mse_gradient', 2, 'c', 'The claim called c.', 'failed', 'wrong_gradient', 'sums_instead_of_mean', 0.0, 2.0);
INSERT INTO "outcome" (attempt, exercise, position, name, title, status, cause, mistake, score, points) VALUES (3, 'vjp', 0, 'd', 'The claim called d.', 'ungraded', NULL, NULL, 0.0, 4.0);
INSERT INTO "outcome" (attempt, exercise, position, name, title, status, cause, mistake, score, points) VALUES (4, 'mse_gradient', 0, 'a', 'The claim called a.', 'passed', NULL, NULL, 2.0, 2.0);
INSERT INTO "outcome" (attempt, exercise, position, name, title, status, cause, mistake, score, points) VALUES (4, 'mse_gradient', 1, 'b', 'The claim called b.', 'passed', NULL, NULL, 2.0, 2.0);
INSERT INTO "outcome" (attempt, exercise, position, name, title, status, cause, mistake, score, points) VALUES (4, 'mse_gradient', 2, 'c', 'The claim called c.', 'passed', NULL, NULL, 2.0, 2.0);
INSERT INTO "outcome" (attempt, exercise, position, name, title, status, cause, mistake, score, points) VALUES (4, 'vjp', 0, 'd', 'The claim called d.', 'skipped', NULL, NULL, 0.0, 4.0);
INSERT INTO "outcome" (attempt, exercise, position, name, title, status, cause, mistake, score, points) VALUES (5, 'mse_gradient', 0, 'a', 'The claim called a.', 'failed', 'wrong_gradient', 'sums_instead_of_mean', 0.0, 2.0);
INSERT INTO "outcome" (attempt, exercise, position, name, title, status, cause, mistake, score, points) VALUES (5, 'mse_gradient', 1, 'b', 'The claim called b.', 'passed', NULL, NULL, 2.0, 2.0);
INSERT INTO "outcome" (attempt, exercise, position, name, title, status, cause, mistake, score, points) VALUES (5, 'mse_gradient', 2, 'c', 'The claim called c.', 'passed', NULL, NULL, 2.0, 2.0);
INSERT INTO "outcome" (attempt, exercise, position, name, title, status, cause, mistake, score, points) VALUES (5, 'vjp', 0, 'd', 'The claim called d.', 'passed', NULL, NULL, 4.0, 4.0);
SELECT setval(pg_get_serial_sequence('attempt', 'id'), (SELECT max(id) FROM "attempt"));
SELECT setval(pg_get_serial_sequence('override', 'id'), (SELECT max(id) FROM "override"));
