console.log('weir');
